/**
 * The engine on a graphics card, through WebGPU: whether a step runs there whole, its gradient, pictures a second
 * beside PyTorch on CUDA, where a step's time goes, the largest batch. Each task is a program of its own, so that one
 * that the card or its driver refuses costs its row and says why.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { BenchRow } from '../bench-row.ts';
import { Contender } from '../engine/contender.ts';
import { takeTurns, type Side } from '../engine/turns.ts';
import { graphicsCard } from './graphics-card.ts';
import type { Task } from '../engine/work.ts';

const here = import.meta.dirname;
const withoutPackages = ['--import', join(here, 'without-packages.ts')];
const TURNS = 5;
const PASSES = 4;

const noBar = { bar: 'none' };
const square = (size: number) => ({ height: size, width: size });

function nothing(name: string, note: string): BenchRow {
  return { name, ours: null, peerName: 'none', unit: '', ...noBar, note };
}

const reasonOf = (error: unknown) =>
  (error instanceof Error ? error.message : String(error)).trim().split('\n').slice(-3).join(' ');

const ourSide = (task: Task) =>
  Contender.start(process.execPath, [
    ...withoutPackages,
    join(here, '../engine/work.ts'),
    JSON.stringify(task),
  ]);

async function peerSide(words: readonly string[]): Promise<Contender | null> {
  try {
    return await Contender.start('python3', [
      join(here, '../engine/torch_efficientnet.py'),
      ...words,
    ]);
  } catch (error) {
    console.log(`  no peer: ${reasonOf(error)}`);
    return null;
  }
}

const perSecond = (batch: number, { median }: Side) => (1000 * batch) / median;

/** Our pictures a second, and the peer's in both precisions. */
async function race(name: string, task: Task, peer: readonly string[] | null): Promise<BenchRow[]> {
  const precisions = peer === null ? [] : ['tf32', 'amp'];
  const sides: Contender[] = [];
  try {
    sides.push(await ourSide(task));
    const rows: BenchRow[] = [];
    for (const precision of precisions) {
      const started = await peerSide([...(peer ?? []), precision]);
      if (started !== null) sides.push(started);
    }
    const [mine, ...others] = await takeTurns(sides, {
      turns: TURNS,
      passes: PASSES,
      warming: PASSES,
    });
    if (mine === undefined) throw new Error('no times came back');
    const ours = perSecond(task.batch, mine);
    const note = `median ${mine.median.toFixed(1)} ms, least ${mine.least.toFixed(1)} ms of ${task.batch} pictures`;
    if (others.length === 0)
      rows.push({ name, ours, peerName: 'none here', unit: 'pictures/s', ...noBar, note });
    for (const [at, other] of others.entries()) {
      const theirs = perSecond(task.batch, other);
      const peerName = sides[at + 1]?.name ?? 'PyTorch';
      rows.push({
        name,
        ours,
        peer: theirs,
        peerName,
        ratio: ours / theirs,
        unit: 'pictures/s',
        ...noBar,
        note,
      });
    }
    return rows;
  } catch (error) {
    return [nothing(name, `did not run: ${reasonOf(error)}`)];
  } finally {
    for (const side of sides) side[Symbol.dispose]();
  }
}

/** Whether a step runs with no node on the processor, and how far its gradient is from the processor's. */
function gradient(): BenchRow {
  const name = 'a step with no node on the processor: its gradient beside the processor’s';
  const program = join(here, '../../models/autodiff/fixtures/on-webgpu.ts');
  try {
    const printed = execFileSync(process.execPath, [...withoutPackages, program], {
      encoding: 'utf8',
      timeout: 120_000,
    });
    const { apart } = JSON.parse(printed) as { apart: number };
    return {
      name,
      ours: apart,
      peerName: 'the bar',
      unit: 'of its length',
      bar: '< 5e-5',
      held: apart < 5e-5,
      note: 'tests hold the processor’s gradient to PyTorch’s',
    };
  } catch (error) {
    return nothing(name, `did not run: ${reasonOf(error)}`);
  }
}

/** What a step costs whatever the batch, and what each picture adds, by a line through two batches. */
async function whereTimeGoes(): Promise<BenchRow[]> {
  const name = 'a training step of B0 at 224 px';
  const medians: number[] = [];
  const [few, many] = [4, 32];
  try {
    for (const batch of [few, many]) {
      const side = await ourSide({
        kind: 'train',
        backbone: 'b0',
        device: 'webgpu',
        ...square(224),
        batch,
      });
      try {
        const [taken] = await takeTurns([side], { turns: 3, passes: 3, warming: 3 });
        medians.push(taken?.median ?? Number.NaN);
      } finally {
        side[Symbol.dispose]();
      }
    }
    const [atFew = Number.NaN, atMany = Number.NaN] = medians;
    const each = (atMany - atFew) / (many - few);
    const row = { peerName: 'none', unit: 'ms', ...noBar };
    return [
      { name: `${name}: each picture`, ours: each, ...row, note: `from ${few} and ${many}` },
      {
        name: `${name}: whatever the batch`,
        ours: atFew - few * each,
        ...row,
        note: 'what is left with no picture: some two thousand dispatches, the optimiser, the way there and back',
      },
    ];
  } catch (error) {
    return [nothing(name, `did not run: ${reasonOf(error)}`)];
  }
}

/** The largest power of two of pictures that a step takes. */
async function largestBatch(): Promise<BenchRow> {
  const name = 'largest batch of a training step of B0 at 224 px, powers of two';
  let most = 0;
  let end = 'it was not tried further';
  for (let batch = 16; batch <= 1024; batch *= 2) {
    try {
      const task = {
        kind: 'train',
        backbone: 'b0',
        device: 'webgpu',
        ...square(224),
        batch,
      } as const;
      const side = await ourSide(task);
      try {
        await side.run(1);
      } finally {
        side[Symbol.dispose]();
      }
      most = batch;
    } catch (error) {
      end = `${batch} failed: ${reasonOf(error)}`;
      break;
    }
  }
  return { name, ours: most, peerName: 'none', unit: 'pictures', ...noBar, note: end };
}

export async function onGraphicsCard(): Promise<BenchRow[]> {
  const card = graphicsCard();
  if (card === null)
    return [
      nothing(
        'no graphics card on this machine: nothing was measured',
        'figures of a card are claimed only where one was measured',
      ),
    ];
  console.log(`  ${card}`);
  const on = { device: 'webgpu' } as const;
  const rows = [gradient()];
  for (const [title, backbone, size, batch] of [
    ['Lite0 at 128 px', 'lite0', 128, 32],
    ['B0 at 224 px', 'b0', 224, 32],
    ['B4 at 380 px', 'b4', 380, 16],
  ] as const)
    rows.push(
      ...(await race(
        `training ${title}`,
        { kind: 'train', backbone, ...on, ...square(size), batch },
        ['train', backbone, `${batch}`, `${size}`],
      )),
    );
  rows.push(...(await whereTimeGoes()), await largestBatch());
  for (const detector of ['lite0', 's'] as const)
    rows.push(
      ...(await race(
        `training a detector (${detector}) at 640 px`,
        { kind: 'train-detector', detector, ...on, ...square(640), batch: 8 },
        null,
      )),
    );
  rows.push(
    ...(await race(
      'embedding with Lite0 at 256 px',
      { kind: 'infer', backbone: 'lite0', ...on, ...square(256), batch: 64 },
      ['infer', 'lite0', '64', '256', '256'],
    )),
  );
  return rows;
}
