import { goTo } from '../route.ts';

/** Has the network in use look at every box that it has not seen; its job is shown where jobs are. */
export function makeVectors(): Promise<void> {
  goTo('models');
  return Promise.resolve();
}
