import { create } from 'zustand';

export const views = [
  'overview',
  'photos',
  'annotate',
  'detector',
  'identify',
  'individuals',
  'models',
  'export',
  'jobs',
  'settings',
] as const;
export type View = (typeof views)[number];

const viewOfHash = (hash: string): View =>
  views.find((view) => `#/${view}` === hash.split('?')[0]) ?? 'overview';

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
