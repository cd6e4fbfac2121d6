import { create } from 'zustand';
import type { DetectOptions } from '#terms/detector/detecting.ts';
import type { DetectorWishes } from '#terms/detector/recipe.ts';
import { nothingKept, versionsViewActs, type VersionsViewState } from '../versions/view-state.ts';

/** What stands on the right: the standing of things, a form, or a version. */
export type DetectorPage =
  | { what: 'standing' }
  | { what: 'train' }
  | { what: 'detect' }
  | { what: 'version'; modelId: number };

/** `some`: the first so many that nobody checked. */
type WhichPhotos = 'unchecked' | 'all' | 'some';

interface DetectorState extends VersionsViewState<DetectorPage, DetectorWishes> {
  detect: Omit<Partial<DetectOptions>, 'photos'>;
  which: WhichPhotos;
  /** How many `some` are. */
  some: number;
  /** The job of the last detection that was started here. */
  detectJob: number | null;
  setDetect: (
    change: Partial<Pick<DetectorState, 'which' | 'some'>> & DetectorState['detect'],
  ) => void;
  detecting: (jobId: number) => void;
}

const fresh = {
  ...nothingKept,
  detect: {},
  which: 'unchecked' as WhichPhotos,
  some: 50,
  detectJob: null,
};

export const useDetector = create<DetectorState>((set) => ({
  ...fresh,
  ...versionsViewActs<DetectorPage, DetectorWishes>(set, fresh),
  setDetect: ({ which, some, ...options }) =>
    set((state) => ({
      which: which ?? state.which,
      some: some ?? state.some,
      detect: { ...state.detect, ...options },
    })),
  detecting: (detectJob) => set({ detectJob }),
}));
