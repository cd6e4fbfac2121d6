import { attempt } from '../client/error-words.ts';
import { queryClient } from '../client/queries.ts';

/**
 * Begins a job that a person asked for; the lists of jobs show it at once.
 * @param failed heading of the message if it could not begin
 */
export async function beginJob(failed: string, begin: () => Promise<unknown>): Promise<void> {
  await attempt(failed, async () => {
    await begin();
    await queryClient.invalidateQueries({ queryKey: ['jobs'] });
  });
}
