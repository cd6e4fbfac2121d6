import { join } from 'node:path';
import { cropSizeOf } from '#terms/embedder/crops.ts';
import { layoutOf } from '#catalog/layout.ts';
import { regionsModel } from '#models/nets/embedder-export.ts';
import { readEmbedder } from '#models/nets/embedder-weights.ts';
import { Inference } from '#models/session/inference.ts';
import type { Rectangle, Size } from '#terms/geometry.ts';
import type { Answer, Asked } from '#terms/questions/index.ts';
import { plainView } from '../embedder/learning/augmentation.ts';
import type { CropBox } from '#terms/boxes/crop-box.ts';
import { cropStyleOf, type CropStyle } from '#terms/embedder/crops.ts';
import { keepCrops, seenOf } from '../embedder/set/crops.ts';
import { renderViews, viewSizeOf } from '../embedder/looking/view-job.ts';
import { JobError } from '../job-context.ts';
import type { JobPlace } from '../messages.ts';

/** The network that was asked last stays open: a person goes through candidates with the map on. */
let last: { key: string; network: Promise<Inference> } | undefined;

async function openRegions(path: string, size: Size): Promise<Inference> {
  return Inference.open(regionsModel({ ...(await readEmbedder(path)), size }));
}

async function regionsOf(path: string, size: Size): Promise<Inference> {
  const key = `${path} ${size.width} ${size.height}`;
  if (last?.key !== key) {
    const before = last;
    const network = openRegions(path, size);
    last = { key, network };
    network.catch(() => {
      if (last?.key === key) last = undefined;
    });
    await before?.network.then((open) => open.close()).catch(() => {});
  }
  return last.network;
}

/**
 * The parts that the positions of two pictures have in their cosine. A picture's embedding is the mean of
 * its positions' parts, so the product of a part with the other picture's embedding is what the position
 * adds to the likeness. What adds more than the average of its picture is shown, the most as 1.
 */
export async function heatMap(
  { weights, serving, boxes }: Asked<'heat-map'>,
  { catalogueFolder }: JobPlace,
): Promise<Answer<'heat-map'>> {
  const { sides } = serving;
  const size = cropSizeOf(serving);
  const style = cropStyleOf(serving);
  const { crops } = layoutOf(catalogueFolder);
  const { files, skipped } = await keepCrops(crops, boxes, style, {
    signal: new AbortController().signal,
    progress: () => {},
  });
  const [missing] = skipped;
  if (missing !== undefined)
    throw new JobError('not-found', `${missing.photoName}: ${missing.reason}`, {
      boxId: missing.boxId,
    });
  const jobs = boxes.map(({ boxId, side }) => ({
    file: files.get(boxId) ?? '',
    view: plainView,
    mirrored: sides === 'mirrored' && side === 'right',
  }));
  const network = await regionsOf(join(catalogueFolder, weights), size);
  const parts = await network.run(await renderViews(jobs, viewSizeOf(serving, serving)));
  const dimensions = serving.dimensions;
  const positions = parts.length / (boxes.length * dimensions);
  const columns = Math.round(Math.sqrt((positions * size.width) / size.height));
  const rows = positions / columns;
  if (!Number.isInteger(rows))
    throw new JobError('internal', `The network has ${positions} positions, which are no grid.`);
  const each = dimensions * positions;
  const [one, other] = [parts.subarray(0, each), parts.subarray(each, 2 * each)];
  const heat = (own: Float32Array, against: Float32Array, at: number) =>
    turned(
      heatOf(own, meanOf(against, positions), positions),
      columns,
      jobs[at]?.mirrored === true,
    );
  return {
    columns,
    rows,
    query: heat(one, other, 0),
    other: heat(other, one, 1),
    queryArea: areaOf(boxes[0], style),
    otherArea: areaOf(boxes[1], style),
  };
}

/** Means over positions of each dimension's row. */
function meanOf(parts: Float32Array, positions: number): Float32Array {
  return Float32Array.from({ length: parts.length / positions }, (_, at) => {
    let sum = 0;
    for (let p = 0; p < positions; p++) sum += parts[at * positions + p] ?? 0;
    return sum / positions;
  });
}

function heatOf(parts: Float32Array, embedding: Float32Array, positions: number): number[] {
  const added = Array.from({ length: positions }, (_, p) => {
    let sum = 0;
    for (let at = 0; at < embedding.length; at++)
      sum += (parts[at * positions + p] ?? 0) * (embedding[at] ?? 0);
    return sum;
  });
  const average = added.reduce((sum, value) => sum + value, 0) / positions;
  const most = Math.max(...added) - average;
  return added.map((value) => (most > 0 ? Math.max(0, (value - average) / most) : 0));
}

/** Back to how the photo stands, where the network saw it turned left to right. */
const turned = (grid: readonly number[], columns: number, mirrored: boolean): number[] =>
  mirrored
    ? grid.map((_, at) => grid[at - (at % columns) + (columns - 1 - (at % columns))] ?? 0)
    : [...grid];

/** The part of the photo that the network sees round a box, in fractions of the upright photo; it may lie beyond. */
function areaOf(
  box: (CropBox & { width: number; height: number }) | undefined,
  style: CropStyle,
): Rectangle {
  if (box === undefined) throw new RangeError('A heat map is of two boxes.');
  const { x, y, w, h, width, height } = box;
  const seen = seenOf({ w: w * width, h: h * height }, style);
  return {
    x: x + w / 2 - seen.width / width / 2,
    y: y + h / 2 - seen.height / height / 2,
    w: seen.width / width,
    h: seen.height / height,
  };
}
