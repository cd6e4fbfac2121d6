import { create } from 'zustand';
import type { EmbedderWishes } from '#terms/embedder/recipe.ts';
import { nothingKept, versionsViewActs, type VersionsViewState } from '../versions/view-state.ts';

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
  /** Null: what the judging of the network in use suggests. */
  threshold: number | null;
  top: number;
}

interface EmbedderState extends VersionsViewState<EmbedderPage, EmbedderWishes> {
  rule: PseudoRule;
  /** The file of a network to be imported, if one was chosen. */
  networkFile: string | null;
  setRule: (change: Partial<PseudoRule>) => void;
  importFile: (path: string | null) => void;
}

const fresh = {
  ...nothingKept,
  rule: { by: 'threshold', threshold: null, top: 100 } satisfies PseudoRule as PseudoRule,
  networkFile: null,
};

export const useEmbedder = create<EmbedderState>((set) => ({
  ...fresh,
  ...versionsViewActs<EmbedderPage, EmbedderWishes>(set, fresh),
  setRule: (change) => set(({ rule }) => ({ rule: { ...rule, ...change } })),
  importFile: (networkFile) => set({ networkFile, page: { what: 'import' } }),
}));
