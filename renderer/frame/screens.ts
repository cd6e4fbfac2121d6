/**
 * The code of each view, loaded when it is first shown or when the hands are idle. Not by `React.lazy`:
 * a suspended view is shown 300 ms after its fallback at the earliest, however soon its code is there.
 */
import type { ComponentType } from 'react';
import { create } from 'zustand';
import type { View } from '#terms/views.ts';
import { views } from '../views.ts';

interface Loaded {
  screens: Partial<Record<View, ComponentType>>;
  /** Why the code of a view could not be had. */
  failed: Partial<Record<View, unknown>>;
}

export const useScreens = create<Loaded>(() => ({
  screens: Object.fromEntries(
    views.flatMap((offer) => ('screen' in offer ? [[offer.id, offer.screen]] : [])),
  ),
  failed: {},
}));

const { getState, setState } = useScreens;

/** Loads the code of a view unless it is there; a failure stands in the store, and may be tried again. */
export async function loadScreen(view: View): Promise<void> {
  const offer = views.find(({ id }) => id === view);
  if (getState().screens[view] !== undefined || offer === undefined || 'screen' in offer) return;
  setState(({ failed }) => ({ failed: { ...failed, [view]: undefined } }));
  try {
    const { default: screen } = await offer.load();
    setState(({ screens }) => ({ screens: { ...screens, [view]: screen } }));
  } catch (error) {
    setState(({ failed }) => ({ failed: { ...failed, [view]: error } }));
  }
}
