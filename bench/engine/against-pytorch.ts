import { join } from 'node:path';
import type { BenchRow } from '../bench-row.ts';
import { Contender } from './contender.ts';
import { takeTurns, type Side } from './turns.ts';
import type { Task } from './work.ts';

const threads = 2;

export interface Race {
  task: 'train' | 'infer';
  backbone: 'lite0' | 'b0';
  batch: number;
  /** Pixels. */
  height: number;
  width: number;
  turns: number;
  /** Passes of each side a turn. */
  passes: number;
}

/** The peer, or the reason why there is none here; the bench then reports our side alone. */
async function startPeer(words: readonly string[]): Promise<Contender | { missing: string }> {
  const script = join(import.meta.dirname, 'torch_efficientnet.py');
  try {
    return await Contender.start('python3', [script, ...words]);
  } catch (error) {
    return { missing: (error as Error).message };
  }
}

/** Both sides of a race, the peer's only where Python has PyTorch. */
export async function race({ task, backbone, batch, height, width, turns, passes }: Race): Promise<{
  mine: Side;
  theirs: Side | undefined;
  peerName: string;
}> {
  const ourWork: Task = { kind: task, backbone, device: 'cpu', threads, batch, height, width };
  using ours = await Contender.start(process.execPath, [
    join(import.meta.dirname, 'work.ts'),
    JSON.stringify(ourWork),
  ]);
  const peer = await startPeer([task, backbone, ...[batch, height, width, threads].map(String)]);
  const contenders = peer instanceof Contender ? [ours, peer] : [ours];
  let sides: Side[];
  try {
    sides = await takeTurns(contenders, { turns, passes, warming: passes });
  } finally {
    if (peer instanceof Contender) peer[Symbol.dispose]();
  }
  const [mine, theirs] = sides;
  if (!mine) throw new Error(`The bench of ${task} ${backbone} got no times of its own side.`);
  if (!(peer instanceof Contender)) console.log(`  no PyTorch here: ${peer.missing.trim()}`);
  const peerName = peer instanceof Contender ? `${peer.name}, ${threads} threads` : 'none here';
  return { mine, theirs, peerName };
}

/** A row of one figure of both sides, held where ours is at most `bar` times the peer's. */
export function ratioRow(
  { mine, theirs, peerName }: Awaited<ReturnType<typeof race>>,
  facts: { name: string; unit: string; bar: number; note: string },
  figure: (side: Side) => number,
): BenchRow {
  const { name, unit, bar, note } = facts;
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
}

/** The least pass of each side, which a busy machine disturbs least. */
export function leastOf({
  mine,
  theirs,
}: Pick<Awaited<ReturnType<typeof race>>, 'mine' | 'theirs'>) {
  const shown = ({ least }: Side) => least.toFixed(least < 100 ? 1 : 0);
  return `least: ${shown(mine)}${theirs ? ` against ${shown(theirs)}` : ''} ms`;
}
