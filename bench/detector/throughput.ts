/**
 * Detection as the app does it (photos read and scaled on threads, boxes decoded, merged) against the bare
 * session of ONNX Runtime that runs the same network on the same number of inputs, in turns.
 */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { readFacts } from '#catalog/pictures/picture.ts';
import { makeVariants } from '#catalog/pictures/variants.ts';
import { readDetector } from '#models/nets/yolov5/weights.ts';
import { sessionOptions } from '#models/session/device.ts';
import { starterDetector } from '#models/starter/detector.ts';
import { planDemo, writePhoto } from '#worker/demo/index.ts';
import { detectorModel } from '#worker/detector/detector-files.ts';
import type { LookedAtPhoto } from '#worker/detector/look-pixels.ts';
import { lookAhead } from '#worker/detector/look-threads.ts';
import { OpenDetector } from '#worker/detector/open-detector.ts';
import type { BenchRow } from '../bench-row.ts';
import { median } from '../median.ts';

const PHOTOS = 16;
const ROUNDS = 5;
const BATCH = 8;
const least = 0.7;

/** Photos of 1600 pixels with the copies that their import makes. */
async function drawn(folder: string): Promise<LookedAtPhoto[]> {
  const plan = planDemo({ individuals: 8, photos: PHOTOS, seed: 7 });
  const photos: LookedAtPhoto[] = [];
  for (const photo of plan.photos) {
    await writePhoto(plan, photo, folder);
    const path = join(folder, photo.file);
    const bytes = await readFile(path);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { width, height } = await readFacts(bytes);
    await makeVariants(join(folder, 'thumbs'), sha256, () => Promise.resolve(bytes));
    photos.push({ path, sha256, width, height });
  }
  return photos;
}

export async function detectionThroughput(
  input: number,
  tileEdge: number | null,
): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'resight-bench-detector-'));
  try {
    const photos = await drawn(folder);
    const { size, classes, anchors, vectors } = await readDetector(starterDetector.weights);
    const sides = { width: input, height: input };
    const model = detectorModel({ size, classes, anchors, vectors, input: sides });
    await using detector = await OpenDetector.open({ model, classes, device: 'cpu' });
    const bare = await InferenceSession.create(model, sessionOptions('cpu'));
    const folders = { thumbs: join(folder, 'thumbs'), cache: join(folder, 'cache') };
    const looks = { input, tileEdge };
    const use = { confidence: 0.25, overlap: 0.45, everyClass: false };

    const ours = async () => {
      const before = detector.passes;
      const begin = performance.now();
      for await (const { photo, outcome } of lookAhead(photos, folders, looks))
        if ('planes' in outcome) await detector.detect(outcome.planes, photo, looks, use);
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
    const each = passes / PHOTOS;
    return [
      {
        name: `${tileEdge === null ? 'photos whole' : 'photos whole and in tiles'}, nano at ${input} px`,
        ours: our,
        peer,
        peerName: 'bare session of ONNX Runtime',
        ratio: our / peer,
        unit: 'inputs/s',
        bar: `≥ ${least}×`,
        held: our / peer >= least,
        note: `${(our / each).toFixed(1)} photos of 1600 × 1067 a second, ${each.toFixed(0)} inputs each; starting the threads is part of it`,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
