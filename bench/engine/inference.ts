import type { BenchRow } from '../bench-row.ts';
import { leastOf, race, ratioRow } from './against-pytorch.ts';

const bar = 0.7;
const size = 224;

/** Time of EfficientNet-B0 as a classifier of 1,000 classes over `batch` pictures of 224². */
export async function inferenceOf(
  batch: number,
  turns: number,
  passes: number,
): Promise<BenchRow[]> {
  const run = await race({ task: 'infer', batch, size, turns, passes });
  const name = `${batch === 1 ? 'one picture' : `${batch} pictures`} of ${size}²`;
  const note = `median of ${turns * passes}; ${leastOf(run)}`;
  return [ratioRow(run, { name, unit: 'ms', bar, note }, ({ median }) => median)];
}
