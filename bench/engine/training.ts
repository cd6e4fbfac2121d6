import type { BenchRow } from '../bench-row.ts';
import { leastOf, race, ratioRow, type Race } from './against-pytorch.ts';

const batch = 16;
const bars = { time: 0.95, memory: 1 };

type Step = Pick<Race, 'backbone' | 'height' | 'width' | 'turns'>;

/** Time and peak memory of a training step with ArcFace, 16 pictures. */
export async function trainingOf({ turns, ...step }: Step): Promise<BenchRow[]> {
  const passes = 3;
  const run = await race({ task: 'train', batch, ...step, turns, passes });
  const what = `${batch} × ${step.height} × ${step.width}`;
  const note = `median of ${turns * passes}; ${leastOf(run)}`;
  return [
    ratioRow(
      run,
      { name: `a step, ${what}`, unit: 'ms', bar: bars.time, note },
      ({ median }) => median,
    ),
    ratioRow(
      run,
      { name: `peak memory, ${what}`, unit: 'MiB', bar: bars.memory, note: '' },
      ({ peakMebibytes }) => peakMebibytes,
    ),
  ];
}
