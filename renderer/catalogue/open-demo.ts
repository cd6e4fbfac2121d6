import { api } from '../client/connection.ts';
import { attempt } from '../client/error-words.ts';
import { openDialog } from '../dialogs/dialog-store.ts';
import { DemoForm } from './DemoForm.tsx';

/** Opens the demo that stands there already; else asks how much of a new one shall be done. */
export function openDemo(): Promise<void> {
  return attempt('The demo could not be opened', async () => {
    const { exists } = await api.catalogue.demoPlace();
    if (exists) await api.catalogue.openDemo({});
    else openDialog({ title: 'A demo catalogue', Body: DemoForm });
  });
}
