import { api } from '../client/connection.ts';
import { attempt } from '../client/error-words.ts';

/** A checked photo was looked at by a person; without boxes it shows no animal. */
export async function markChecked(photoIds: number[], checked: boolean): Promise<void> {
  if (photoIds.length === 0) return;
  await attempt('The mark could not be stored', () => api.photos.setChecked({ photoIds, checked }));
}
