/** The weights that a detector's training starts from. */
import {
  readDetectorFacts,
  startFromDetector,
  type DetectorFacts,
} from '#models/nets/detectors/weights.ts';
import { detectorLayout, detectors } from '#models/nets/registry.ts';
import type { Anchors } from '#models/nets/yolov5/presets.ts';
import { starterDetector, starterDetectors } from '#models/starter/detector.ts';
import { starterBackbone } from '#models/starter/lite0.ts';
import type { StateVectors } from '#models/weights/checkpoint.ts';
import { loadWeights } from '#models/weights/load-weights.ts';
import { SafetensorsFile } from '#models/weights/safetensors-read.ts';
import type { StateLayout } from '#models/weights/state-layout.ts';
import type { DetectorRecipe } from '#terms/detector/recipe.ts';
import type { DetectorSize } from '#terms/detector/sizes.ts';
import { JobError } from '../../job-context.ts';
import type { JobPlace } from '../../messages.ts';
import { startFileOf, type StartFile, type StartValues } from '../../training/start-file.ts';

/** Weights and what they say of themselves. */
export interface DetectorStartFile extends StartFile {
  facts: DetectorFacts;
}

/**
 * @returns null for random numbers: asked for, or because the app brings no weights of this size
 * @throws JobError `conflict` if the earlier version has another size, `not-found` if its file is gone
 */
export async function detectorStartOf(
  place: JobPlace,
  { from, size }: Pick<DetectorRecipe, 'from' | 'size'>,
): Promise<DetectorStartFile | null> {
  const starter = starterDetectors[size];
  if (from === 'starter' && starter === undefined) return null;
  const file = startFileOf(place, from, () => starter ?? starterDetector);
  if (file === null) return null;
  const facts = await readDetectorFacts(file.path);
  if (facts.size === size) return { ...file, facts };
  throw new JobError(
    'conflict',
    `${file.name} is of size ${facts.size}, and size ${size} was asked for. Choose size ${facts.size}, or start from random numbers.`,
    { from },
  );
}

export const startAnchors = (start: DetectorStartFile | null, size: DetectorSize): Anchors =>
  start?.facts.anchors ?? detectors[size].anchors;

/** @param fresh the plan's own random numbers */
export async function startValues(
  start: DetectorStartFile | null,
  { size, classes }: Pick<DetectorFacts, 'size' | 'classes'>,
  fresh: StateVectors,
): Promise<StartValues> {
  if (start === null && size === starterBackbone.backbone) {
    const seen = await withBackbone(fresh, detectorLayout({ size, classes: classes.length }));
    return { vectors: seen, words: 'Starts from a backbone that has seen ImageNet.' };
  }
  if (start === null) return { vectors: fresh, words: 'Starts from random numbers.' };
  const carried = await startFromDetector(start.path, { size, classes }, fresh);
  const names = carried.renewed.map((name) => `"${name}"`).join(', ');
  const renewed = names === '' ? '' : ` ${names} is new to it.`;
  return { vectors: carried.start, words: `Starts from ${start.name}.${renewed}` };
}

/** Random numbers on a backbone that knows the world; nothing of boxes is known yet. */
async function withBackbone(fresh: StateVectors, layout: StateLayout): Promise<StateVectors> {
  await using file = await SafetensorsFile.open(starterBackbone.weights);
  const vectors = { parameters: fresh.parameters.slice(), statistics: fresh.statistics.slice() };
  const { isBackbone } = detectors[starterBackbone.backbone];
  await loadWeights(file, layout, vectors, { optional: (name) => !isBackbone(name) });
  return { ...fresh, ...vectors, average: vectors.parameters.slice() };
}
