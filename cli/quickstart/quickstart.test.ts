import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { interrupted, quickstart, jobSeconds, wholeness } from './interrupted.fixture.ts';
import { expectWhole } from './whole.fixture.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resight-quickstart-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('goes from nothing to exports and a report, also when it is killed twice on the way, and nothing is lost or doubled', async () => {
  const { kills, end } = await interrupted(folder, 2, 9000);
  expect(end.code, `${kills.join(', ')}\n${end.err}`).toBe(0);
  await expectWhole(folder);
  const { report, steps } = JSON.parse(end.out) as {
    report: string;
    steps: { title: string; seconds: number | null; reached: string }[];
  };
  expect(steps.map(({ title }) => title)).toEqual([
    'Draw and import the demo',
    'Train the detector',
    'Detect on the rest',
    'Check the detections',
    'Crop and train the embedder',
    'Embed every fin',
    'One round of pseudo-labels',
    'Train the embedder again',
    'Embed every fin',
    'Match and confirm',
    'Export',
  ]);
  // What broke off is counted with what went on from there.
  const secondsOf = (...titles: string[]) =>
    steps
      .filter(({ title }) => titles.includes(title))
      .reduce((sum, { seconds }) => sum + (seconds ?? 0), 0);
  const ran = jobSeconds(folder);
  expect(secondsOf('Train the detector')).toBeCloseTo(ran['train-detector'], 6);
  expect(secondsOf('Detect on the rest')).toBeCloseTo(ran.detect, 6);
  expect(secondsOf('Embed every fin')).toBeCloseTo(ran.embed, 6);
  expect(secondsOf('Crop and train the embedder', 'Train the embedder again')).toBeCloseTo(
    ran['train-embedder'],
    6,
  );
  const page = await readFile(report, 'utf8');
  // A page of its own: curves and pictures are in it, and nothing is fetched.
  expect(page.match(/<svg/g)?.length).toBeGreaterThan(2);
  expect(page).toContain('data:image/jpeg;base64,');
  expect(page).not.toMatch(/(?:src|href)="(?!data:)/);
  expect((await stat(report)).size).toBeLessThan(2_000_000);

  // Called once more it finds everything done.
  const before = await wholeness(folder);
  expect(await quickstart(folder).ended).toMatchObject({ code: 0 });
  expect(await wholeness(folder)).toEqual(before);
}, 300_000);
