/** What the views of both kinds of network keep while the program runs. */
import { present } from '../parts/present.ts';

interface Kept<Page, Wishes> {
  /** The catalogue that all this is of. */
  catalogue: string | null;
  /** What stands on the right; null until the person chose: then what matters most is shown. */
  page: Page | null;
  /** What was chosen for a training; what is left open is decided by the preset. */
  recipe: Wishes;
  /** Version that another one is compared with, by its id. */
  compareWith: Readonly<Record<number, number | null>>;
}

interface Acts<Page, Wishes> {
  enter: (catalogue: string) => void;
  show: (page: Page) => void;
  setRecipe: (change: Wishes) => void;
  compare: (modelId: number, other: number | null) => void;
}

export interface VersionsViewState<Page, Wishes> extends Kept<Page, Wishes>, Acts<Page, Wishes> {}

/** Before a catalogue was entered. */
export const nothingKept = { catalogue: null, page: null, recipe: {}, compareWith: {} };

type Change<State> = Partial<State> | ((state: State) => Partial<State>);

/**
 * @param set of the view's store, which may keep more
 * @param fresh all that the store keeps, as it begins
 */
export function versionsViewActs<Page, Wishes extends object>(
  set: (change: Change<VersionsViewState<Page, Wishes>>) => void,
  fresh: Kept<Page, Wishes>,
): Acts<Page, Wishes> {
  return {
    enter: (catalogue) =>
      set((state) => {
        if (state.catalogue === catalogue) return state;
        // A page that was asked for by name before the view was ever open stays.
        return state.catalogue === null ? { catalogue } : { ...fresh, catalogue };
      }),
    show: (page) => set({ page }),
    setRecipe: (change) => set(({ recipe }) => ({ recipe: present({ ...recipe, ...change }) })),
    compare: (modelId, other) =>
      set(({ compareWith }) => ({ compareWith: { ...compareWith, [modelId]: other } })),
  };
}
