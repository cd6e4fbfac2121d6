import type { BenchRow } from '../bench-row.ts';
import { leastOf, race, ratioRow } from './against-pytorch.ts';

const batch = 16;
const bar = 1.2;

/** Time and peak memory of a training step of EfficientNet-B0 with ArcFace, 16 pictures of `size`². */
export async function trainingOf(size: number, turns: number): Promise<BenchRow[]> {
  const passes = 2;
  const run = await race({ task: 'train', batch, size, turns, passes });
  const what = `${batch} × ${size}²`;
  const note = `median of ${turns * passes}; ${leastOf(run)}`;
  return [
    ratioRow(run, { name: `a step, ${what}`, unit: 'ms', bar, note }, ({ median }) => median),
    ratioRow(
      run,
      { name: `peak memory, ${what}`, unit: 'MiB', bar, note: '' },
      ({ peakMebibytes }) => peakMebibytes,
    ),
  ];
}
