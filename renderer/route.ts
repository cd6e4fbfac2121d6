import { create } from 'zustand';
import { viewTable, type View } from '#terms/views.ts';

const viewOfHash = (hash: string): View =>
  viewTable.find(({ id }) => `#/${id}` === hash.split('?')[0])?.id ?? 'overview';

/** Where the person is; the address holds it, so that back and reload work. */
export const useRoute = create<{ view: View }>(() => ({ view: 'overview' }));

/** Shows what the address says, now and whenever it changes. */
export function followAddress(): void {
  const follow = () => useRoute.setState({ view: viewOfHash(location.hash) });
  follow();
  window.addEventListener('hashchange', follow);
}

export function goTo(view: View): void {
  location.hash = `#/${view}`;
}
