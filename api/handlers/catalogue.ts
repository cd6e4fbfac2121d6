import { existsSync } from 'node:fs';
import { basename, isAbsolute, resolve } from 'node:path';
import { backUp, listBackups } from '#catalog/backup.ts';
import { layoutOf } from '#catalog/layout.ts';
import { catalogueOverview } from '#catalog/queries/overview.ts';
import { markMissing } from '#catalog/import/relink.ts';
import { unpackCatalogue } from '#catalog/portable/unpack.ts';
import { infoOf } from '../app.ts';
import { demoFolder, demoParent, openDemo } from '../open-demo.ts';
import { AppError } from '../errors.ts';
import { blindnessOf } from '../seat.ts';
import { os } from './base.ts';

/** Folders come from a person's choice or typing; a relative one would depend on where we started. */
export function absoluteFolder(path: string): string {
  if (!isAbsolute(path)) {
    throw new AppError(
      'bad-input',
      `"${path}" is not a full path. Give it from the root or the drive.`,
      {
        path,
      },
    );
  }
  return resolve(path);
}

export const catalogue = {
  current: os.catalogue.current.handler(({ context: { app } }) =>
    app.current === undefined ? null : infoOf(app.current.catalogue),
  ),
  recent: os.catalogue.recent.handler(({ context: { app } }) => app.recent.list()),
  forget: os.catalogue.forget.handler(({ input, context: { app } }) =>
    app.recent.forget(input.folder),
  ),
  create: os.catalogue.create.handler(({ input, context: { app } }) =>
    app.create(absoluteFolder(input.parent), input.name),
  ),
  open: os.catalogue.open.handler(({ input, context: { app } }) =>
    app.openFolder(absoluteFolder(input.folder)),
  ),
  unpack: os.catalogue.unpack.handler(async ({ input, context: { app } }) => {
    const parent = absoluteFolder(input.parent);
    const { folder, photosFolder, photos } = await unpackCatalogue(
      absoluteFolder(input.file),
      parent,
    );
    const info = await app.openFolder(folder);
    // A catalogue that came without its photos says so at once, and how they are found.
    markMissing(app.open.catalogue);
    return { catalogue: info, photosFolder, photos };
  }),
  close: os.catalogue.close.handler(({ context: { app } }) => app.close()),
  openDemo: os.catalogue.openDemo.handler(({ input, context: { app } }) => {
    const { parent, ...options } = input;
    return openDemo(app, parent === undefined ? demoParent(app) : absoluteFolder(parent), options);
  }),
  demoPlace: os.catalogue.demoPlace.handler(({ context: { app } }) => ({
    parent: demoParent(app),
    exists: existsSync(demoFolder(demoParent(app))),
  })),
  rename: os.catalogue.rename.handler(async ({ input, context: { app } }) => {
    const { catalogue: open } = app.open;
    open.rename(input.name);
    await app.recent.remember(open.folder, open.name, open.uuid, Date.now());
    return infoOf(open);
  }),
  overview: os.catalogue.overview.handler(({ context: { app, seat } }) =>
    catalogueOverview(app.open.catalogue, blindnessOf(app.open.catalogue, seat)),
  ),
  backUp: os.catalogue.backUp.handler(({ context: { app } }) => {
    const { catalogue: open } = app.open;
    const { file, bytes } = backUp(open.db, open.layout.backups, 'on-demand');
    return { file: basename(file), bytes };
  }),
  restore: os.catalogue.restore.handler(({ input: { file, folder }, context: { app } }) =>
    app.restore(file, folder === undefined ? null : absoluteFolder(folder)),
  ),
  backups: os.catalogue.backups.handler(({ input, context: { app } }) => {
    const { backups } =
      input?.folder === undefined
        ? app.open.catalogue.layout
        : layoutOf(absoluteFolder(input.folder));
    return listBackups(backups).map((backup) => ({ ...backup, file: basename(backup.file) }));
  }),
};
