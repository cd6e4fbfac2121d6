import { create } from 'zustand';
import type { PhotoFilter, PhotoSort } from '#terms/photos/photos.ts';
import { present } from '../parts/present.ts';

interface PhotoState {
  filter: PhotoFilter;
  sort: PhotoSort;
  selected: ReadonlySet<number>;
  /** Place in the list that the keyboard is at. */
  focus: number;
  /** Where a range begins. */
  anchor: number;
  /** Place in the list of the photo on the whole screen. */
  viewing: number | null;
  /** Narrows or widens; an undefined value takes a filter away. */
  setFilter: (change: PhotoFilter) => void;
  clearFilter: () => void;
  setSort: (sort: PhotoSort) => void;
  select: (ids: Iterable<number>, anchor: number) => void;
  toggle: (id: number, index: number) => void;
  selectNone: () => void;
  moveTo: (index: number) => void;
  view: (index: number | null) => void;
}

const start = { selected: new Set<number>(), focus: 0, anchor: 0 };

export const usePhotoStore = create<PhotoState>((set) => ({
  filter: {},
  sort: { by: 'taken', descending: false },
  ...start,
  viewing: null,
  setFilter: (change) =>
    set(({ filter }) => ({ filter: present({ ...filter, ...change }), ...start })),
  clearFilter: () => set({ filter: {}, ...start }),
  setSort: (sort) => set({ sort, ...start }),
  select: (ids, anchor) => set({ selected: new Set(ids), anchor, focus: anchor }),
  toggle: (id, index) =>
    set(({ selected }) => {
      const next = new Set(selected);
      if (!next.delete(id)) next.add(id);
      return { selected: next, anchor: index, focus: index };
    }),
  selectNone: () => set({ selected: new Set() }),
  moveTo: (focus) => set({ focus }),
  view: (viewing) => set(viewing === null ? { viewing } : { viewing, focus: viewing }),
}));
