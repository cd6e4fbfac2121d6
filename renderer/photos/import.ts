import { isReadName, otherKindOf, unreadKindOf } from '#terms/photos/file-kinds.ts';
import { anyPhotoFormat } from '#terms/photos/files.ts';
import { bridge } from '../client/bridge.ts';
import { api } from '../client/connection.ts';
import { attempt, showDone } from '../client/error-words.ts';
import { ownHeaders } from '../client/session.ts';
import { pickFolder } from '../dialogs/pick.ts';
import { beginJob } from '../jobs/begin-job.ts';
import { count } from '../parts/words.ts';

export async function importPaths(paths: string[]): Promise<void> {
  if (paths.length === 0) return;
  await beginJob('The import could not begin', async () => {
    const { encounterGapMinutes } = await api.settings.get();
    await api.jobs.start({ kind: 'import-photos', spec: { paths, encounterGapMinutes } });
    showDone('Import begun; photos appear as they are read.');
  });
}

export async function importFolder(): Promise<void> {
  const folder = await pickFolder('Import photos from a folder');
  if (folder !== null) await importPaths([folder]);
}

/**
 * Photos dropped onto the window. The desktop shell knows their paths and leaves them where they are; a
 * browser knows only their content, which is copied into the catalogue's folder.
 */
export async function importDropped(files: readonly File[]): Promise<void> {
  const desktop = bridge();
  if (desktop !== undefined) {
    await importPaths(files.map((file) => desktop.pathOf(file)).filter((path) => path !== ''));
    return;
  }
  const photos = files.filter(({ name }) => isReadName(name));
  const left = kindsLeft(files.filter(({ name }) => !isReadName(name)));
  if (photos.length === 0) {
    await attempt('Nothing was imported', () =>
      Promise.reject(
        new Error(
          `${left === '' ? '' : `${left} ${files.length === 1 ? 'is' : 'are'} not read. `}Drop photo files here (${anyPhotoFormat}, or RAW files). For a whole folder use "Import photos".`,
        ),
      ),
    );
    return;
  }
  if (left !== '') showDone(`Left out, as such files are not read: ${left}.`);
  await attempt('The photos could not be copied into the catalogue', async () => {
    const folders = new Set<string>();
    for (const file of photos) {
      const answer = await fetch(`/drop?name=${encodeURIComponent(file.name)}`, {
        method: 'POST',
        headers: ownHeaders(),
        body: file,
      });
      const result = (await answer.json()) as { folder?: string; message?: string };
      if (!answer.ok || result.folder === undefined)
        throw new Error(result.message ?? answer.statusText);
      folders.add(result.folder);
    }
    await importPaths([...folders]);
  });
}

/** `50 HEIC, 2 TXT`: files that were dropped and are not read, by kind. */
function kindsLeft(files: readonly File[]): string {
  const kinds = Map.groupBy(files, ({ name }) => unreadKindOf(name)?.title ?? otherKindOf(name));
  return [...kinds].map(([kind, { length }]) => `${count(length)} ${kind}`).join(', ');
}
