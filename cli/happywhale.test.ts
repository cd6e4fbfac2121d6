import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startResight } from './run-resight.fixture.ts';
import { withCatalogue } from './session.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resight-happywhale-'));
});
afterAll(() => rm(folder, { recursive: true }));

const resight = (...args: string[]) => startResight(folder, ...args).ended;

/** A picture of one colour with a bar whose place tells the animal. */
async function picture(path: string, animal: number, shade: number): Promise<void> {
  const bar = `<rect x="${8 * animal}" y="0" width="8" height="48" fill="#fff"/>`;
  const sea = `rgb(20,${60 + shade},${90 + shade})`;
  const svg = `<svg width="64" height="48"><rect width="64" height="48" fill="${sea}"/>${bar}</svg>`;
  await sharp(Buffer.from(svg)).jpeg().toFile(path);
}

/** As Kaggle has it: hashed names, one flat folder each, no dates. */
async function competition(): Promise<string> {
  const root = join(folder, 'happy');
  await mkdir(join(root, 'train_images'), { recursive: true });
  await mkdir(join(root, 'test_images'), { recursive: true });
  const rows = ['image,species,individual_id'];
  const species = ['kiler_whale', 'bottlenose_dolpin', 'globis', 'beluga'];
  for (let animal = 0; animal < 4; animal += 1)
    for (let shot = 0; shot < 3; shot += 1) {
      const name = `a${animal}b${shot}.jpg`;
      await picture(join(root, 'train_images', name), animal, 10 * shot);
      rows.push(`${name},${species[animal]},id${animal}`);
    }
  // The same file under two names, once under another animal.
  await copyFile(join(root, 'train_images/a3b0.jpg'), join(root, 'train_images/same.jpg'));
  await copyFile(join(root, 'train_images/a3b1.jpg'), join(root, 'train_images/other.jpg'));
  rows.push('same.jpg,beluga,id3', 'other.jpg,beluga,id2', 'gone.jpg,beluga,id3');
  await writeFile(join(root, 'train.csv'), `${rows.join('\n')}\n`);
  for (const [at, animal] of [2, 0, 6].entries())
    await picture(join(root, 'test_images', `t${at}.jpg`), animal, 15);
  await writeFile(
    join(root, 'sample_submission.csv'),
    'image,predictions\nt2.jpg,x\nt0.jpg,x\nt1.jpg,x\nnowhere.jpg,x\n',
  );
  return root;
}

it('Happywhale comes in with its misspellings mended and goes out in the order of the sample', async () => {
  const root = await competition();
  expect((await resight('new', join(folder, 'Kaggle'))).code).toBe(0);
  const asked = await resight('happywhale', 'import', root);
  expect(asked.code).toBe(1);
  expect(asked.err).toContain('15 of these pictures look like cut-outs');
  expect(asked.err).toContain('--no-cut-outs');
  const imported = await resight('--json', 'happywhale', 'import', root, '--cut-outs');
  const told = JSON.parse(imported.out) as {
    report: {
      taken: number;
      mended: number;
      refused: number;
      notes: { line: number; reason: string }[];
    };
    adds: { individualsAdded: number; identified: number };
    cutOuts: number;
  };
  // gone.jpg has no picture, and one picture cannot show two animals in one box.
  expect(imported.code).toBe(3);
  expect(told.report).toMatchObject({ mended: 9, refused: 2 });
  expect(told.adds).toEqual(expect.objectContaining({ individualsAdded: 4, identified: 12 }));
  // Of 17 files two are the same picture as another; the rest are cut-outs.
  expect(told.cutOuts).toBe(15);
  const reasons = told.report.notes.map(({ reason }) => reason).join(' ');
  for (const species of ['killer_whale', 'bottlenose_dolphin', 'short_finned_pilot_whale'])
    expect(reasons).toContain(species);
  expect(reasons).toContain('gone.jpg');

  const catalogue = join(folder, 'Kaggle.resight');
  const onnx = fileURLToPath(new URL('../api/embedder/fixtures/patches.onnx', import.meta.url));
  await withCatalogue(catalogue, async ({ client }) => {
    const { id } = await client.embedder.importNetwork({
      path: onnx,
      name: 'Patches',
      scaling: { mean: [0, 0, 0], std: [1, 1, 1] },
    });
    await client.models.choose({ modelId: id });
  });
  expect((await resight('embed', '--device', 'cpu')).out).toContain('15 boxes embedded');
  expect(
    (await resight('evaluate', 'embedder', '--device', 'cpu', '--html', 'report.html')).code,
  ).toBe(0);
  expect(await readFile(join(folder, 'report.html'), 'utf8')).toContain('Patches');

  const sample = join(root, 'sample_submission.csv');
  const written = await resight(
    'happywhale',
    'submit',
    '--sample',
    sample,
    '--to',
    'submission.csv',
  );
  expect(written.out).toContain('4 pictures, 3 ranked');
  const [head, ...lines] = (await readFile(join(folder, 'submission.csv'), 'utf8'))
    .trim()
    .split('\n');
  expect(head).toBe('image,predictions');
  const answers = new Map(lines.map((line) => line.split(',') as [string, string]));
  expect([...answers.keys()]).toEqual(['t2.jpg', 't0.jpg', 't1.jpg', 'nowhere.jpg']);
  for (const names of answers.values()) {
    const five = names.split(' ');
    expect(new Set(five).size).toBe(5);
    expect(five).toContain('new_individual');
  }
  expect(
    answers
      .get('t0.jpg')
      ?.split(' ')
      .find((name) => name !== 'new_individual'),
  ).toBe('id2');
  expect(
    answers
      .get('t1.jpg')
      ?.split(' ')
      .find((name) => name !== 'new_individual'),
  ).toBe('id0');
}, 60_000);

it('a folder that is no Happywhale is named, with what is missing', async () => {
  const ended = await resight('happywhale', 'import', folder);
  expect(ended.code).toBe(1);
  expect(ended.err).toContain('train.csv is not there');
});
