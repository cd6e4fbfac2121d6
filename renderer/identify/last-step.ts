import { create } from 'zustand';

/** What the bottom line says of the last step; only what the catalogue has confirmed. */
export const useLastStep = create<{ words: string; count: number; busy: boolean }>(() => ({
  words: '',
  count: 0,
  busy: false,
}));
