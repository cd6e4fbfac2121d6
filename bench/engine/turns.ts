import { setTimeout } from 'node:timers/promises';
import type { Contender } from './contender.ts';

export interface Side {
  /** Milliseconds of a pass. */
  median: number;
  least: number;
  peakMebibytes: number;
}

/** Thread pools spin for a while after their work; the other side's turn starts when they sleep. */
const settleMs = 250;

/** Lets the contenders work in turns, so that whatever else the machine does falls on all alike. */
export async function takeTurns(
  contenders: readonly Contender[],
  { turns, passes, warming }: { turns: number; passes: number; warming: number },
): Promise<Side[]> {
  for (const contender of contenders) await contender.run(warming);
  const taken = contenders.map(() => ({ times: [] as number[], peak: 0 }));
  for (let turn = 0; turn < turns; turn += 1)
    for (const [index, contender] of contenders.entries()) {
      await setTimeout(settleMs);
      const { milliseconds, peakMebibytes } = await contender.run(passes);
      const side = taken[index];
      if (!side) continue;
      side.times.push(...milliseconds);
      side.peak = Math.max(side.peak, peakMebibytes);
    }
  return taken.map(({ times, peak }) => {
    const sorted = times.toSorted((a, b) => a - b);
    return {
      median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
      least: sorted[0] ?? Number.NaN,
      peakMebibytes: peak,
    };
  });
}
