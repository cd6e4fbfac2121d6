/** What a person will want next is made ready while they look at what is there. */
import type { View } from '../route.ts';
import { loadScreens } from './screens.ts';

/** The view at hand has asked for what it needs after this long, milliseconds. */
const SETTLED_MS = 500;

/**
 * Loads the code of the views, and what the match page shows first, once the view at hand is settled.
 * @returns calls it off
 */
export function makeReady(view: View): () => void {
  const timer = setTimeout(() => {
    requestIdleCallback(() => void readyFor(view), { timeout: 2000 });
  }, SETTLED_MS);
  return () => clearTimeout(timer);
}

async function readyFor(view: View): Promise<void> {
  await loadScreens();
  if (view === 'identify') return;
  const { prefetchMatchPage } = await import('../identify/prefetch-match-page.ts');
  await prefetchMatchPage();
}
