import { notifications } from '@mantine/notifications';
import { archiveEnding } from '#terms/files/endings.ts';
import { api } from '../client/connection.ts';
import { attempt, showDone } from '../client/error-words.ts';
import { pickFile, pickFolder } from '../dialogs/pick.ts';

/** Asks for the zip of a portable catalogue and for a place, unpacks it there and opens it. */
export async function unpackCatalogue(): Promise<void> {
  const file = await pickFile('Open a catalogue from a zip', [archiveEnding]);
  if (file === null) return;
  const parent = await pickFolder('Choose where the catalogue goes');
  if (parent === null) return;
  const busy = notifications.show({
    message: 'Unpacking the catalogue; it opens when it is whole.',
    loading: true,
    autoClose: false,
    withCloseButton: false,
  });
  await attempt('The catalogue could not be unpacked', async () => {
    const { photosFolder } = await api.catalogue.unpack({ file, parent });
    showDone(
      photosFolder === null
        ? 'Opened. Its photos did not come with it: say where they are in Photos.'
        : `Opened. Its photos are in ${photosFolder}.`,
    );
  });
  notifications.hide(busy);
}
