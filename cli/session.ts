import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { App } from '#api/app.ts';
import type { ShellInfo } from '#terms/shell.ts';
import { AppError } from '#api/errors.ts';
import { directClient, type DirectClient } from '#api/server.ts';
import { documentsFolder, stateFolder } from '#api/state-folder.ts';
import { catalogueEnding } from '#terms/files/endings.ts';
import { forkWorker } from '#worker/host/worker-process.ts';
import { version } from './version.ts';

/** The app as the command line starts it, with workers as forked processes. */
export function newApp(shell: ShellInfo['shell'] = 'browser'): App {
  return new App({
    shell: { shell, version, platform: process.platform, nativeDialogs: false },
    spawnWorker: forkWorker(fileURLToPath(new URL('../worker/entry.ts', import.meta.url))),
    stateFolder: stateFolder(process.platform, process.env),
    documentsFolder: documentsFolder(process.env),
    warn: (line) => {
      if (process.env.RESIGHT_DEBUG !== undefined) process.stderr.write(`${line}\n`);
    },
  });
}

/**
 * The catalogue that a command means: `--catalogue`, else `RESIGHT_CATALOGUE`, else the only one in the
 * current folder. A folder that holds exactly one catalogue stands for it.
 *
 * @throws AppError that says what was looked for and where.
 */
export function findCatalogue(given: string | undefined): string {
  const place = resolve(given ?? process.env.RESIGHT_CATALOGUE ?? '.');
  if (existsSync(join(place, 'catalog.sqlite')) || place.endsWith(catalogueEnding)) return place;
  const inside = existsSync(place)
    ? readdirSync(place).filter((name) => name.endsWith(catalogueEnding))
    : [];
  if (inside.length === 1) return join(place, inside[0]);
  throw new AppError(
    'catalogue-missing',
    inside.length === 0
      ? `${place} is no catalogue and holds none. Name one with --catalogue FOLDER, or make one with "resight new".`
      : `${place} holds ${inside.length} catalogues (${inside.join(', ')}). Name one with --catalogue.`,
    { place },
  );
}

export interface Session {
  app: App;
  client: DirectClient;
}

/** Opens the catalogue, does the work and closes it again, whatever happened. */
export async function withCatalogue<T>(
  given: string | undefined,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const app = newApp();
  try {
    const client = directClient(app);
    await client.catalogue.open({ folder: findCatalogue(given) });
    return await work({ app, client });
  } finally {
    await app.quit();
  }
}
