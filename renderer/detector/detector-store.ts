import { create } from 'zustand';
import type { DetectOptions } from '#terms/detector/detecting.ts';
import type { DetectorWishes } from '#terms/detector/recipe.ts';
import { present } from '../parts/present.ts';

/** What stands on the right: the standing of things, a form, or a version. */
export type DetectorPage =
  | { what: 'standing' }
  | { what: 'train' }
  | { what: 'detect' }
  | { what: 'version'; modelId: number };

/** `some`: the first so many that nobody checked. */
type WhichPhotos = 'unchecked' | 'all' | 'some';

interface DetectorState {
  /** The catalogue that all this is of. */
  catalogue: string | null;
  /** Null until the person chose: then what matters most is shown. */
  page: DetectorPage | null;
  recipe: DetectorWishes;
  detect: Omit<Partial<DetectOptions>, 'photos'>;
  which: WhichPhotos;
  /** How many `some` are. */
  some: number;
  /** The job of the last detection that was started here. */
  detectJob: number | null;
  /** Versions that another one is compared with, by its id. */
  compareWith: Readonly<Record<number, number | null>>;
  enter: (catalogue: string) => void;
  show: (page: DetectorPage) => void;
  setRecipe: (change: DetectorWishes) => void;
  setDetect: (
    change: Partial<Pick<DetectorState, 'which' | 'some'>> & DetectorState['detect'],
  ) => void;
  detecting: (jobId: number) => void;
  compare: (modelId: number, other: number | null) => void;
}

const fresh = {
  catalogue: null,
  page: null,
  recipe: {},
  detect: {},
  which: 'unchecked' as WhichPhotos,
  some: 50,
  detectJob: null,
  compareWith: {},
};

export const useDetector = create<DetectorState>((set) => ({
  ...fresh,
  enter: (catalogue) =>
    set((state) => {
      if (state.catalogue === catalogue) return state;
      // A page that was asked for by name before the view was ever open stays.
      return state.catalogue === null ? { catalogue } : { ...fresh, catalogue };
    }),
  show: (page) => set({ page }),
  // What is left open is decided by the preset.
  setRecipe: (change) => set(({ recipe }) => ({ recipe: present({ ...recipe, ...change }) })),
  setDetect: ({ which, some, ...options }) =>
    set((state) => ({
      which: which ?? state.which,
      some: some ?? state.some,
      detect: { ...state.detect, ...options },
    })),
  detecting: (detectJob) => set({ detectJob }),
  compare: (modelId, other) =>
    set(({ compareWith }) => ({ compareWith: { ...compareWith, [modelId]: other } })),
}));
