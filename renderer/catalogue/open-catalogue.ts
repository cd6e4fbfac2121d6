import { pickFolder } from '../dialogs/pick.ts';
import { openFolder } from './open-folder.tsx';

/** Asks for the folder of a catalogue and opens it. */
export async function openCatalogue(): Promise<void> {
  const folder = await pickFolder('Open a catalogue', 'catalogue');
  if (folder !== null) await openFolder(folder);
}
