import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { layoutOf } from '#catalog/layout.ts';
import { isPhotoName } from '#terms/photos/files.ts';
import type { FolderEntry } from '#terms/shell.ts';
import { AppError } from '../errors.ts';
import { os } from './base.ts';
import { absoluteFolder } from './catalogue.ts';
import { causeOf } from '#catalog/system-words.ts';

const MOST_ENTRIES = 2000;
/** By what is in it: a folder may have been renamed, or only be called like one. */
const isCatalogue = (folder: string) => existsSync(layoutOf(folder).database);
const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

const hasEnding = (name: string, ending: string) => name.toLowerCase().endsWith(`.${ending}`);

export const shell = {
  info: os.shell.info.handler(({ context: { app } }) => app.shell),
  tour: os.shell.tour.handler(({ context: { app } }) => app.tour.read()),
  setTour: os.shell.setTour.handler(({ input, context: { app } }) => app.tour.write(input)),
  listFolder: os.shell.listFolder.handler(async ({ input }) => {
    const path = input.path === undefined ? homedir() : absoluteFolder(input.path);
    let found;
    try {
      found = await readdir(path, { withFileTypes: true });
    } catch (error) {
      throw new AppError('folder-missing', `${path} cannot be opened (${causeOf(error)}).`, {
        path,
      });
    }
    const visible = found
      .filter(({ name }) => !name.startsWith('.'))
      .sort((a, b) => byName.compare(a.name, b.name));
    const photos = visible.filter((entry) => entry.isFile() && isPhotoName(entry.name));
    const entries = visible.flatMap((entry): FolderEntry[] => {
      const at = { name: entry.name, path: join(path, entry.name) };
      if (entry.isDirectory() || entry.isSymbolicLink()) {
        return [{ ...at, kind: isCatalogue(at.path) ? 'catalogue' : 'folder' }];
      }
      if (entry.isFile() && input.showFiles.some((ending) => hasEnding(entry.name, ending))) {
        return [{ ...at, kind: 'file' }];
      }
      return input.showPhotos && photos.includes(entry) ? [{ ...at, kind: 'photo' }] : [];
    });
    const parent = dirname(path);
    return {
      path,
      isCatalogue: isCatalogue(path),
      parent: parent === path ? null : parent,
      entries: entries.slice(0, MOST_ENTRIES),
      photos: photos.length,
      truncated: entries.length > MOST_ENTRIES,
    };
  }),
};
