import type { BenchRow } from '../bench-row.ts';
import { leastOf, race, ratioRow, type Race } from './against-pytorch.ts';

interface Look extends Omit<Race, 'task'> {
  /** Most of the peer's time. */
  bar: number;
}

/** Time of a network as a classifier over a batch of pictures. */
export async function inferenceOf({ bar, ...look }: Look): Promise<BenchRow[]> {
  const { batch, height, width, turns, passes } = look;
  const run = await race({ task: 'infer', ...look });
  const name = `${batch === 1 ? 'one picture' : `${batch} pictures`} of ${height} × ${width}`;
  const note = `median of ${turns * passes}; ${leastOf(run)}`;
  return [ratioRow(run, { name, unit: 'ms', bar, note }, ({ median }) => median)];
}
