import fc from 'fast-check';
import { steps } from './acts.fixture.ts';
import { live } from './live.fixture.ts';
import { madeWorld } from './made-world.fixture.ts';

/** Steps of the longest history. */
const LONGEST = 24;

/**
 * Lives through this many random histories. `HISTORIES` and `SEED` in the environment choose others, to live again
 * through those that a failure names.
 *
 * @throws Error with the seed and the shortest history that shows the same fault
 */
export function liveThrough(histories: number, seed: number): void {
  const world = madeWorld();
  try {
    fc.assert(
      fc.property(fc.array(steps, { minLength: 1, maxLength: LONGEST, size: 'max' }), (history) =>
        live(world, history),
      ),
      {
        numRuns: Number(process.env.HISTORIES ?? histories),
        seed: Number(process.env.SEED ?? seed),
      },
    );
  } finally {
    world.catalogue.close();
  }
}
