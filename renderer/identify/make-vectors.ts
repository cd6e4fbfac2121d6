import { api } from '../client/connection.ts';
import { attempt, showDone } from '../client/error-words.ts';

/** Has the network in use look at every box that it has not seen; its job is shown where jobs are. */
export async function makeVectors(): Promise<void> {
  await attempt('The vectors could not be made', async () => {
    await api.embedder.embed({});
    showDone('The vectors are being made; the strip ranks as soon as they are there.');
  });
}
