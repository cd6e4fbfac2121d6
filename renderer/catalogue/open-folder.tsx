import { api } from '../client/connection.ts';
import { errorCodeOf, showError, wordsOf } from '../client/error-words.ts';
import { openDialog } from '../dialogs/dialog-store.ts';
import { RestoreForm } from './RestoreForm.tsx';

/** Opens a catalogue; one that is damaged can be taken back to a backup at once. */
export async function openFolder(folder: string): Promise<void> {
  try {
    await api.catalogue.open({ folder });
  } catch (error) {
    if (errorCodeOf(error) !== 'catalogue-corrupt') {
      showError('The catalogue could not be opened', error);
      return;
    }
    openDialog({
      title: 'This catalogue is damaged',
      size: 'lg',
      Body: ({ onDone }) => <RestoreForm folder={folder} why={wordsOf(error)} onDone={onDone} />,
    });
  }
}
