import { confirm, review } from './person.ts';
import { writeExports } from './exports.ts';
import {
  detect,
  embedAfter,
  pseudoLabel,
  trainAgain,
  trainDetector,
  trainEmbedder,
} from './networks.ts';
import { followDemo } from '../follow-demo.ts';
import { doneOrThrow, secondsOfKind, type Quickstart, type Step, type Took } from './quickstart.ts';

/** Photos drawn and imported, and the first part of them boxed and named. */
const demo: Step = {
  title: 'Draw and import the demo',
  run: async (quickstart) => {
    const { client, session, demo: asked, folder } = quickstart;
    await client.catalogue.openDemo({ ...asked, parent: folder });
    let seconds = 0;
    for (const job of await followDemo(session)) {
      doneOrThrow(job);
      seconds += await secondsOfKind(quickstart, job.kind);
    }
    const { photos, individuals, boxes } = await client.catalogue.overview();
    return {
      seconds,
      reached: `${photos} photos; ${boxes} fins boxed, ${individuals} individuals named`,
    };
  },
};

/** In the order of the loop. */
export const steps: readonly Step[] = [
  demo,
  trainDetector,
  detect,
  review,
  trainEmbedder,
  embedAfter(0),
  pseudoLabel,
  trainAgain,
  embedAfter(1),
  confirm,
  writeExports,
];

/** Does what is left of the loop; `tell` hears of each step before it begins. */
export async function runQuickstart(
  quickstart: Quickstart,
  tell: (title: string, at: number) => void,
): Promise<Took[]> {
  const took: Took[] = [];
  for (const [at, { title, run }] of steps.entries()) {
    tell(title, at);
    took.push({ title, ...(await run(quickstart)) });
  }
  return took;
}
