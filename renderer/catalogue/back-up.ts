import { api } from '../client/connection.ts';
import { attempt, showDone } from '../client/error-words.ts';
import { queryClient } from '../client/queries.ts';

export function backUp(): Promise<void> {
  return attempt('The backup failed', async () => {
    const { file } = await api.catalogue.backUp();
    await queryClient.invalidateQueries({ queryKey: ['backups'] });
    showDone(`Backed up as ${file}`);
  });
}
