import { api } from '../client/connection.ts';
import { attempt } from '../client/error-words.ts';
import { pickFolder } from '../dialogs/pick.ts';

/** Asks for the folder of a catalogue and opens it. */
export async function openCatalogue(): Promise<void> {
  const folder = await pickFolder('Open a catalogue', 'catalogue');
  if (folder !== null) {
    await attempt('The catalogue could not be opened', () => api.catalogue.open({ folder }));
  }
}
