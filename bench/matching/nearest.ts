import { join } from 'node:path';
import type { BenchRow } from '../bench-row.ts';
import { Contender } from '../engine/contender.ts';
import { takeTurns } from '../engine/turns.ts';

const [vectors, dimensions, k, threads, many] = [51_000, 512, 100, 2, 1024];

async function sides(task: 'one' | 'many', passes: number) {
  const words = [task, String(vectors), String(dimensions), String(k), String(threads)];
  using ours = await Contender.start(process.execPath, [
    join(import.meta.dirname, 'nearest-contender.ts'),
    ...words,
  ]);
  let peer: Contender | undefined;
  try {
    peer = await Contender.start('python3', [join(import.meta.dirname, 'faiss_flat.py'), ...words]);
  } catch (error) {
    console.log(`  no FAISS here: ${(error as Error).message.trim()}`);
  }
  try {
    const contenders = peer ? [ours, peer] : [ours];
    const [mine, theirs] = await takeTurns(contenders, { turns: 6, passes, warming: passes });
    if (!mine) throw new Error('The bench of matching got no times of its own side.');
    return { mine, theirs, peerName: peer ? `${peer.name}, ${threads} threads` : 'none here' };
  } finally {
    peer?.[Symbol.dispose]();
  }
}

/** Exact search for the 100 nearest of 51,000 vectors of 512 numbers, as many as Happywhale had photos. */
export async function nearestOf(): Promise<BenchRow[]> {
  const one = await sides('one', 20);
  const bulk = await sides('many', 2);
  const perSecond = (milliseconds: number) => (many * 1000) / milliseconds;
  const least = `at best ${perSecond(bulk.mine.least).toFixed(0)}${bulk.theirs ? ` against ${perSecond(bulk.theirs.least).toFixed(0)}` : ''}`;
  return [
    {
      name: 'a single query, in the program itself',
      ours: one.mine.median,
      ...(one.theirs
        ? { peer: one.theirs.median, ratio: one.mine.median / one.theirs.median }
        : {}),
      peerName: one.peerName,
      unit: 'ms',
      bar: '≤ 10 ms',
      held: one.mine.median <= 10,
      note: 'one thread, no native code; median of 120',
    },
    {
      name: 'queries a second in batches of 1,024',
      ours: perSecond(bulk.mine.median),
      ...(bulk.theirs
        ? {
            peer: perSecond(bulk.theirs.median),
            ratio: bulk.theirs.median / bulk.mine.median,
            held: bulk.mine.median <= bulk.theirs.median,
          }
        : {}),
      peerName: bulk.peerName,
      unit: 'queries/s',
      bar: '≥ the peer',
      note: `median of 12; ${least}`,
    },
  ];
}
