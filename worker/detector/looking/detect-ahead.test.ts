import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { readDetector } from '#models/nets/detectors/weights.ts';
import { starterDetector } from '#models/starter/detector.ts';
import { ReadAhead, type PhotoDetector } from './detect-ahead.ts';
import { seenNow } from '#catalog/pictures/identity/original.fixture.ts';
import { detectorModel } from '../detector-files.ts';
import { DetectorLanes } from './detector-lanes.ts';
import { lookPixels, type LookedAtPhoto } from './look-pixels.ts';
import { OpenDetector } from './open-detector.ts';
import { openPhotoDetector } from './open-photo-detector.ts';

const folder = await mkdtemp(join(tmpdir(), 'resight-detect-ahead-'));
afterAll(() => rm(folder, { recursive: true }));

const input = 160;
const looks = { input, tileEdge: 320 };
const use = { confidence: 0.001, overlap: 0.45, everyClass: false };

/** Made pictures, of which every other is large enough to be seen in tiles too. */
async function made(count: number): Promise<LookedAtPhoto[]> {
  const photos: LookedAtPhoto[] = [];
  for (let at = 0; at < count; at += 1) {
    const [width, height] = at % 2 === 0 ? [200, 130] : [400, 260];
    const pixels = Uint8Array.from(
      { length: width * height * 3 },
      (_, k) => (k * k * (at + 3)) % 251,
    );
    const path = join(folder, `${at}.png`);
    await sharp(pixels, { raw: { width, height, channels: 3 } })
      .blur(4)
      .png()
      .toFile(path);
    photos.push({
      path,
      sha256: `${at}`.padStart(64, '0'),
      ...seenNow(path),
      width,
      height,
    });
  }
  return photos;
}

const { size, classes, anchors, vectors } = await readDetector(starterDetector);
const model = detectorModel({
  size,
  classes,
  anchors,
  vectors,
  input: { width: input, height: input },
});
const folders = { thumbs: join(folder, 'none'), cache: join(folder, 'cache') };
const ways = [
  { way: 'in lanes', open: () => DetectorLanes.open({ model, classes }, input, 2) },
  {
    way: 'in one session',
    open: async () => new ReadAhead(await OpenDetector.open({ model, classes, device: 'cpu' })),
  },
] satisfies { way: string; open: () => Promise<PhotoDetector> }[];

it.each(ways)(
  'finds $way on many photos, in their order, what it finds on each alone',
  async ({ open }) => {
    const photos = await made(5);
    const path = join(folder, 'x.jpg');
    await writeFile(path, 'no picture');
    const damaged = { path, sha256: 'f'.repeat(64), ...seenNow(path), width: 300, height: 200 };
    photos.splice(2, 0, damaged);
    await using detector: PhotoDetector = await open();
    await using byOne = await OpenDetector.open({ model, classes, device: 'cpu' });
    const seen: LookedAtPhoto[] = [];
    let boxes = 0;
    for await (const { photo, outcome } of detector.detectAhead(photos, folders, looks, use)) {
      seen.push(photo);
      if (!('found' in outcome)) {
        expect([photo, outcome.reason]).toEqual([damaged, expect.stringContaining('decoded')]);
        continue;
      }
      const pixels = await lookPixels(folders, photo, looks);
      const [alone = []] = await byOne.detect([{ photo, pixels }], looks, use);
      boxes += alone.length;
      expect(outcome.found).toHaveLength(alone.length);
      for (const [at, { x, confidence }] of outcome.found.entries()) {
        expect(alone[at]?.x).toBeCloseTo(x, 4);
        expect(alone[at]?.confidence).toBeCloseTo(confidence, 4);
      }
    }
    expect(seen).toEqual(photos);
    expect(boxes).toBeGreaterThan(5);
    expect(detector.input).toBe(input);
    expect(detector.passes).toBe(byOne.passes);
  },
);

it('can be left in the middle', async () => {
  const photos = await made(7);
  await using detector = await openPhotoDetector({ model, classes, device: 'cpu' });
  for await (const { photo } of detector.detectAhead(photos, folders, looks, use)) {
    expect(photo).toBe(photos[0]);
    break;
  }
  const rest: unknown[] = [];
  for await (const { photo } of detector.detectAhead(photos.slice(1), folders, looks, use))
    rest.push(photo);
  expect(rest).toEqual(photos.slice(1));
});
