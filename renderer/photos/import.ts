import { anyPhotoFormat, isPhotoName } from '#terms/photos/files.ts';
import { bridge } from '../client/bridge.ts';
import { api } from '../client/connection.ts';
import { attempt, showDone } from '../client/error-words.ts';
import { ownHeaders } from '../client/session.ts';
import { pickFolder } from '../dialogs/pick.ts';
import { beginJob } from '../jobs/begin-job.ts';

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
  const photos = files.filter(({ name }) => isPhotoName(name));
  if (photos.length === 0) {
    await attempt('Nothing was imported', () =>
      Promise.reject(
        new Error(
          `Drop photo files here (${anyPhotoFormat}). For a whole folder use "Import photos".`,
        ),
      ),
    );
    return;
  }
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
