/** What a person will want next is made ready while they look at what is there. */
import type { View } from '#terms/views.ts';
import { views } from '../views.ts';
import { loadScreen } from './screens.ts';

/** The view at hand has asked for what it needs after this long, milliseconds. */
const SETTLED_MS = 500;

/**
 * Loads the code of the views, and what they show first, once the view at hand is settled.
 * @returns calls it off
 */
export function makeReady(view: View): () => void {
  const timer = setTimeout(() => {
    requestIdleCallback(() => void readyFor(view), { timeout: 2000 });
  }, SETTLED_MS);
  return () => clearTimeout(timer);
}

async function readyFor(shown: View): Promise<void> {
  // A view that has things made ready is waited for the most.
  const busy = views.filter(({ makeReady: prepare }) => prepare !== undefined);
  for (const { id } of [...busy, ...views]) await loadScreen(id);
  for (const { id, makeReady: prepare } of busy) if (id !== shown) await prepare?.();
}
