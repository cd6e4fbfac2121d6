/**
 * Detection as the app does it (photos read and scaled on threads, looked at, boxes decoded and merged) against
 * the bare session of ONNX Runtime that runs the same network, on numbers that lie ready in memory, on the same
 * number of inputs in full batches, in turns. No photo was looked at before: what is read are the copies that
 * an import makes.
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from '#models/onnx/runtime.ts';
import sharp from 'sharp';
import { makeVariants } from '#catalog/pictures/variants.ts';
import { readDetector } from '#models/nets/detectors/weights.ts';
import { sessionOptions } from '#models/session/device.ts';
import { starterDetector, starterDetectors } from '#models/starter/detector.ts';
import { drawScene } from '#worker/demo/scene.ts';
import { variedPhoto } from '#worker/demo/varied.ts';
import { detectorModel } from '#worker/detector/detector-files.ts';
import type { LookedAtPhoto } from '#worker/detector/looking/look-pixels.ts';
import { openPhotoDetector } from '#worker/detector/looking/open-photo-detector.ts';
import type { BenchRow } from '../bench-row.ts';
import { median } from '../median.ts';

const DRAWN = 8;
const ROUNDS = 5;
/** Of the bare session. */
const BATCH = 8;
const least = 0.7;

/** What is looked at, and how. */
interface Way {
  name: string;
  /** Longer side of the photos, pixels. */
  side: number;
  input: number;
  tileEdge: number | null;
  /** Photos of one round; the drawn ones again and again. */
  photos: number;
}

const ways: readonly Way[] = [
  { name: 'field photos whole and in tiles', side: 4000, input: 416, tileEdge: 736, photos: 16 },
  { name: 'field photos whole and in tiles', side: 4000, input: 640, tileEdge: 2048, photos: 8 },
  { name: 'small photos', side: 460, input: 416, tileEdge: 736, photos: 256 },
  { name: 'field photos whole only', side: 4000, input: 640, tileEdge: null, photos: 64 },
  { name: 'field photos whole only', side: 4000, input: 416, tileEdge: null, photos: 128 },
];

/** Photos with the copies that their import makes. */
async function drawn(folder: string, side: number): Promise<LookedAtPhoto[]> {
  const photos: LookedAtPhoto[] = [];
  for (let index = 0; index < DRAWN; index += 1) {
    const { scene } = variedPhoto(7, index, side);
    const { pixels, width, height } = drawScene(scene);
    const bytes = await sharp(pixels, { raw: { width, height, channels: 3 } })
      .jpeg({ quality: 92 })
      .toBuffer();
    const path = join(folder, `${index}.jpg`);
    await writeFile(path, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await makeVariants(join(folder, 'thumbs'), sha256, () => Promise.resolve(bytes));
    photos.push({ path, sha256, width, height });
  }
  return photos;
}

export async function detectionThroughput(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'resight-bench-detector-'));
  try {
    const bySide = new Map<number, LookedAtPhoto[]>();
    const rows: BenchRow[] = [];
    for (const way of ways) {
      const place = join(folder, `${way.side}`);
      await mkdir(place, { recursive: true });
      const photos = bySide.get(way.side) ?? (await drawn(place, way.side));
      bySide.set(way.side, photos);
      rows.push(await throughputOf(way, photos, place));
    }
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The network that the app began with, as it looked at photos: YOLOv5n at 320 px, tiles at four times that. */
const before = { weights: starterDetectors.n, input: 320, tileEdge: 1280 };
const usual = { weights: starterDetector, input: 416, tileEdge: 736 };
const LARGE = { side: 6000, photos: 6 };

/** A photo of 24 megapixels, by the starter and by the network that was the starter before, in turns. */
export async function largePhotos(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'resight-bench-detector-'));
  try {
    const few = await drawn(folder, LARGE.side);
    const photos = few.slice(0, LARGE.photos);
    const folders = { thumbs: join(folder, 'thumbs'), cache: join(folder, 'cache') };
    const seconds = async ({ weights, input, tileEdge }: typeof usual | typeof before) => {
      if (weights === undefined) throw new Error('The app no longer brings YOLOv5n.');
      const { size, classes, anchors, vectors } = await readDetector(weights);
      const sides = { width: input, height: input };
      const model = detectorModel({ size, classes, anchors, vectors, input: sides });
      await using detector = await openPhotoDetector({ model, classes, device: 'cpu' });
      const use = { confidence: 0.25, overlap: 0.45, everyClass: false };
      const begin = performance.now();
      for await (const { outcome } of detector.detectAhead(
        photos,
        folders,
        { input, tileEdge },
        use,
      ))
        if ('reason' in outcome) throw new Error(outcome.reason);
      return (performance.now() - begin) / 1000 / photos.length;
    };
    await seconds(usual);
    await seconds(before);
    const own: number[] = [];
    const peers: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      own.push(await seconds(usual));
      peers.push(await seconds(before));
    }
    const [ours, peer] = [median(own), median(peers)];
    return [
      {
        name: 'a photo of 24 megapixels, the starter',
        ours,
        peer,
        peerName: 'YOLOv5n at 320 px and in tiles, the starter before',
        ratio: ours / peer,
        unit: 's',
        bar: '≤ 1×',
        held: ours <= peer,
        note: `${photos.length} photos, ${LARGE.side} pixels wide, with the copies that an import makes`,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function throughputOf(
  { name, side, input, tileEdge, photos: many }: Way,
  drawnPhotos: readonly LookedAtPhoto[],
  folder: string,
): Promise<BenchRow> {
  const photos = Array.from({ length: many }, (_, at) => drawnPhotos[at % DRAWN]);
  const { size, classes, anchors, vectors } = await readDetector(starterDetector);
  const sides = { width: input, height: input };
  const model = detectorModel({ size, classes, anchors, vectors, input: sides });
  await using detector = await openPhotoDetector({ model, classes, device: 'cpu' });
  const bare = await InferenceSession.create(model, sessionOptions('cpu'));
  const folders = { thumbs: join(folder, 'thumbs'), cache: join(folder, 'cache') };
  const looks = { input, tileEdge };
  const use = { confidence: 0.25, overlap: 0.45, everyClass: false };

  const ours = async () => {
    const before = detector.passes;
    const begin = performance.now();
    for await (const { outcome } of detector.detectAhead(photos, folders, looks, use))
      if ('reason' in outcome) throw new Error(outcome.reason);
    const seconds = (performance.now() - begin) / 1000;
    return { passes: detector.passes - before, seconds };
  };
  const pictures = new Float32Array(BATCH * 3 * input * input).fill(0.45);
  const theirs = async (passes: number) => {
    const begin = performance.now();
    for (let done = 0; done < passes; done += BATCH) {
      const batch = Math.min(BATCH, passes - done);
      const values = pictures.subarray(0, batch * 3 * input * input);
      await bare.run({ pictures: new Tensor('float32', values, [batch, 3, input, input]) });
    }
    return (performance.now() - begin) / 1000;
  };
  const { passes } = await ours();
  await theirs(BATCH);
  const own: number[] = [];
  const peers: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    own.push(passes / (await ours()).seconds);
    peers.push(passes / (await theirs(passes)));
  }
  await bare.release();
  const [our, peer] = [median(own), median(peers)];
  const each = passes / many;
  return {
    name: `${name}, the starter at ${input} px`,
    ours: our,
    peer,
    peerName: 'bare session of ONNX Runtime',
    ratio: our / peer,
    unit: 'inputs/s',
    bar: `≥ ${least}×`,
    held: our / peer >= least,
    note: `${(our / each).toFixed(1)} photos a second, ${side} pixels wide, ${each.toFixed(1)} inputs each; ${many} photos; neither of the two includes opening the network`,
  };
}
