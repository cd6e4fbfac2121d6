import { join } from 'node:path';
import type { BenchRow } from '../bench-row.ts';
import { Contender } from './contender.ts';
import { takeTurns, type Side } from './turns.ts';

const threads = 2;
const bar = 1.2;

/** The peer, or the reason why there is none here; the bench then reports our side alone. */
async function startPeer(words: readonly string[]): Promise<Contender | { missing: string }> {
  const script = join(import.meta.dirname, 'torch_efficientnet_b0.py');
  try {
    return await Contender.start('python3', [script, ...words]);
  } catch (error) {
    return { missing: (error as Error).message };
  }
}

/** Time and peak memory of a training step of EfficientNet-B0 with ArcFace, 16 pictures of `size`². */
export async function trainingOf(size: number, turns: number): Promise<BenchRow[]> {
  const work = ['16', String(size), String(threads)];
  using ours = await Contender.start(process.execPath, [
    join(import.meta.dirname, 'training-contender.ts'),
    ...work,
  ]);
  const peer = await startPeer(['train', ...work]);
  const contenders = peer instanceof Contender ? [ours, peer] : [ours];
  let sides: Side[];
  try {
    sides = await takeTurns(contenders, { turns, passes: 2, warming: 2 });
  } finally {
    if (peer instanceof Contender) peer[Symbol.dispose]();
  }
  const [mine, theirs] = sides;
  if (!mine) throw new Error('The training bench got no times of its own side.');
  if (!theirs)
    console.log(
      `  no PyTorch here: ${'missing' in peer ? peer.missing.trim() : 'it gave no times'}`,
    );
  const peerName = peer instanceof Contender ? `${peer.name}, ${threads} threads` : 'none here';
  const row = (
    name: string,
    unit: string,
    figure: (side: Side) => number,
    note: string,
  ): BenchRow => {
    const [a, b] = [figure(mine), theirs && figure(theirs)];
    return {
      name,
      ours: a,
      ...(b === undefined ? {} : { peer: b, ratio: a / b, held: a / b <= bar }),
      peerName,
      unit,
      bar: `≤ ${bar} × the peer`,
      note,
    };
  };
  const least = `least: ${mine.least.toFixed(0)}${theirs ? ` against ${theirs.least.toFixed(0)}` : ''} ms`;
  return [
    row(`a step, 16 × ${size}²`, 'ms', ({ median }) => median, `median of ${turns * 2}; ${least}`),
    row(`peak memory, 16 × ${size}²`, 'MiB', ({ peakMebibytes }) => peakMebibytes, ''),
  ];
}
