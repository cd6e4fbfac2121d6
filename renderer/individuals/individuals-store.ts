import { create } from 'zustand';

type IndividualsTab = 'gallery' | 'table' | 'duplicates' | 'mix-ups' | 'names';
export type SortKey = 'code' | 'name' | 'sightings' | 'photos' | 'last-seen' | 'first-seen';

export interface IndividualsFilter {
  text: string;
  species: string | null;
  /** `once`: of one sighting; `unsided`: without a photo of both sides. */
  which: 'all' | 'once' | 'one-side' | 'no-photo' | 'dead';
}

interface IndividualsState {
  tab: IndividualsTab;
  sort: SortKey;
  filter: IndividualsFilter;
  /** Whose page is open. */
  openId: number | null;
  /** Where the keyboard stands in the list. */
  focusId: number | null;
  /** Photos chosen on a page, to be split off. */
  selected: ReadonlySet<number>;
  /** The photo where the keyboard stands on a page. */
  photoId: number | null;
}

const everybody: IndividualsFilter = { text: '', species: null, which: 'all' };

export const useIndividualsView = create<IndividualsState>(() => ({
  tab: 'gallery',
  sort: 'code',
  filter: everybody,
  openId: null,
  focusId: null,
  selected: new Set(),
  photoId: null,
}));

const { setState, getState } = useIndividualsView;

export const openIndividual = (openId: number | null): void =>
  setState({
    openId,
    focusId: openId ?? getState().focusId,
    selected: new Set(),
    photoId: null,
  });

export const showTab = (tab: IndividualsTab): void =>
  setState({ tab, openId: null, selected: new Set(), photoId: null });

export const setFilter = (change: Partial<IndividualsFilter>): void =>
  setState({ filter: { ...getState().filter, ...change }, focusId: null });

export const clearFilter = (): void => setState({ filter: everybody, focusId: null });

export function toggleSelected(boxId: number): void {
  const selected = new Set(getState().selected);
  if (!selected.delete(boxId)) selected.add(boxId);
  setState({ selected });
}
