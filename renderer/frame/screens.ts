/**
 * The code of each view, loaded when it is first shown or when the hands are idle. Not by `React.lazy`:
 * a suspended view is shown 300 ms after its fallback at the earliest, however soon its code is there.
 */
import type { ComponentType } from 'react';
import { create } from 'zustand';
import { OverviewView } from '../overview/OverviewView.tsx';
import { views, type View } from '../route.ts';

type Screen = ComponentType;

const loaders: Record<View, () => Promise<{ default: Screen }>> = {
  overview: () => Promise.resolve({ default: OverviewView }),
  photos: () => import('../photos/PhotosView.tsx'),
  annotate: () => import('../annotate/AnnotateView.tsx'),
  detector: () => import('../detector/DetectorView.tsx'),
  identify: () => import('../identify/IdentifyView.tsx'),
  individuals: () => import('../individuals/IndividualsView.tsx'),
  models: () => import('#renderer/models/ModelsView.tsx'),
  export: () => import('../export/ExportView.tsx'),
  jobs: () => import('../jobs/JobsView.tsx'),
  settings: () => import('../settings/SettingsView.tsx'),
};

interface Loaded {
  screens: Partial<Record<View, Screen>>;
  /** Why the code of a view could not be had. */
  failed: Partial<Record<View, unknown>>;
}

export const useScreens = create<Loaded>(() => ({
  screens: { overview: OverviewView },
  failed: {},
}));

const { getState, setState } = useScreens;

/** Loads the code of a view unless it is there; a failure stands in the store, and may be tried again. */
export async function loadScreen(view: View): Promise<void> {
  if (getState().screens[view] !== undefined) return;
  setState(({ failed }) => ({ failed: { ...failed, [view]: undefined } }));
  try {
    const { default: screen } = await loaders[view]();
    setState(({ screens }) => ({ screens: { ...screens, [view]: screen } }));
  } catch (error) {
    setState(({ failed }) => ({ failed: { ...failed, [view]: error } }));
  }
}

/** Loads the code of every view, one after the other, the one that is waited for the most first. */
export async function loadScreens(): Promise<void> {
  await loadScreen('identify');
  for (const view of views) await loadScreen(view);
}
