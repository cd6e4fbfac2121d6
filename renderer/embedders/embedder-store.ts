import { create } from 'zustand';
import type { EmbedderWishes } from '#terms/embedder/recipe.ts';
import { present } from '../parts/present.ts';

/** What stands on the right of the Models view. */
type EmbedderPage =
  | { what: 'standing' }
  | { what: 'train' }
  | { what: 'augment' }
  | { what: 'pseudo' }
  | { what: 'weights' }
  | { what: 'import' }
  | { what: 'version'; modelId: number };

/** By a least probability, or so many of the surest. */
export interface PseudoRule {
  by: 'threshold' | 'top';
  threshold: number;
  top: number;
}

interface EmbedderState {
  /** The catalogue that all this is of. */
  catalogue: string | null;
  /** Null until the person chose. */
  page: EmbedderPage | null;
  recipe: EmbedderWishes;
  rule: PseudoRule;
  /** Version that another one is compared with, by its id. */
  compareWith: Readonly<Record<number, number | null>>;
  /** The ONNX file to be imported, if one was chosen. */
  onnxFile: string | null;
  enter: (catalogue: string) => void;
  show: (page: EmbedderPage) => void;
  setRecipe: (change: EmbedderWishes) => void;
  setRule: (change: Partial<PseudoRule>) => void;
  compare: (modelId: number, other: number | null) => void;
  importFile: (path: string | null) => void;
}

const fresh = {
  catalogue: null,
  page: null,
  recipe: {},
  rule: { by: 'threshold', threshold: 0.6, top: 100 } satisfies PseudoRule as PseudoRule,
  compareWith: {},
  onnxFile: null,
};

export const useEmbedder = create<EmbedderState>((set) => ({
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
  setRule: (change) => set(({ rule }) => ({ rule: { ...rule, ...change } })),
  compare: (modelId, other) =>
    set(({ compareWith }) => ({ compareWith: { ...compareWith, [modelId]: other } })),
  importFile: (onnxFile) => set({ onnxFile, page: { what: 'import' } }),
}));
