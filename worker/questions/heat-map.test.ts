import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { embedderPlan } from '#models/nets/embedder.ts';
import { writeEmbedderWeights } from '#models/nets/embedder-weights.ts';
import { planStart } from '#models/session/train-step.ts';
import { heatMap } from './heat-map.ts';

const network = { backbone: 'b0', variant: 'timm', fusion: 'gem', dimensions: 16 } as const;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'resight-heat-'));
  const { plan } = embedderPlan({
    ...network,
    size: { width: 64, height: 64 },
    batch: 2,
    classes: 2,
    head: 'arcface',
    scale: 30,
    margin: 0.3,
    frozenNorm: false,
    seed: 1,
  });
  await writeEmbedderWeights(join(folder, 'weights.safetensors'), network, planStart(plan));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A photo of 200 × 100 pixels with something dark in its box, off the middle. */
async function photo(
  boxId: number,
  { flop = false, side = 'left' }: { flop?: boolean; side?: 'left' | 'right' } = {},
) {
  const svg = `<svg width="200" height="100"><rect width="200" height="100" fill="#5a7a90"/>
    <path d="M${70 + boxId} 80 L${90 + boxId} 25 L110 80z" fill="#1a1d20"/><circle cx="120" cy="60" r="8" fill="#fff"/></svg>`;
  const path = join(folder, `${boxId}-${String(flop)}.png`);
  await sharp(Buffer.from(svg)).flop(flop).png().toFile(path);
  const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
  const place = { x: flop ? 0.35 : 0.3, y: 0.2, w: 0.35, h: 0.6, width: 200, height: 100 };
  return {
    boxId,
    revision: 1,
    photoId: boxId,
    photoName: `${boxId}.png`,
    sha256,
    path,
    side,
    ...place,
  };
}

const ask = async (
  one: Awaited<ReturnType<typeof photo>>,
  other: Awaited<ReturnType<typeof photo>>,
  sides: 'apart' | 'mirrored' = 'apart',
) =>
  heatMap(
    {
      weights: 'weights.safetensors',
      serving: {
        onnx: '',
        input: 64,
        mean: [0.485, 0.456, 0.406],
        std: [0.229, 0.224, 0.225],
        boxMargin: 0.1,
        sides,
        classId: null,
        orClassIds: [],
        origin: 'trained',
        dimensions: 16,
      },
      boxes: [one, other],
    },
    { catalogueFolder: folder, databasePath: '' },
  );

it('a heat map shows what adds most to a likeness as 1, over the square that the network saw', async () => {
  const map = await ask(await photo(1), await photo(2));
  expect([map.columns, map.rows, map.query.length, map.other.length]).toEqual([2, 2, 4, 4]);
  for (const grid of [map.query, map.other]) {
    expect(Math.max(...grid)).toBe(1);
    expect(Math.min(...grid)).toBe(0);
  }
  // A box of 70 × 60 pixels with a tenth of 70 beside it on every side.
  expect(map.queryArea.w * 200).toBeCloseTo(84, 6);
  expect(map.queryArea.h * 100).toBeCloseTo(84, 6);
  expect(map.queryArea.x + map.queryArea.w / 2).toBeCloseTo(0.475, 6);
});

it('two photos of the same content are hot in the same places', async () => {
  const map = await ask(await photo(3), { ...(await photo(3)), boxId: 4 });
  for (const [at, value] of map.query.entries()) expect(map.other[at]).toBeCloseTo(value, 4);
});

it('a right side that the network saw turned over is hot where it is on the photo', async () => {
  const left = await photo(5);
  const right = { ...(await photo(5, { flop: true, side: 'right' })), boxId: 6, photoId: 6 };
  const map = await ask(left, right, 'mirrored');
  const [a, b, c, d] = map.query;
  // Kept crops are JPEGs, whose noise a network of random weights sees.
  for (const [at, value] of [b, a, d, c].entries())
    expect(Math.abs((map.other[at] ?? NaN) - value)).toBeLessThan(0.15);
});

it('a photo that is gone is named', async () => {
  const gone = { ...(await photo(7)), path: join(folder, 'gone.png') };
  await expect(ask(gone, await photo(8))).rejects.toThrow(/7\.png: The photo is not where it was/);
});
