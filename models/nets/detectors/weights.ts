/** Detectors as safetensors: written with their classes and anchors, and taken up by another training. */
import { viewOf, type StateLayout } from '../../weights/state-layout.ts';
import { loadWeights, type NetworkVectors } from '../../weights/load-weights.ts';
import { SafetensorsFile } from '../../weights/safetensors-read.ts';
import { writeSafetensors } from '../../weights/safetensors-write.ts';
import { WeightsError } from '../../weights/weights-error.ts';
import type { StateVectors } from '../../weights/checkpoint.ts';
import { detectorLayout, detectors } from '../registry.ts';
import { detectorName, detectorSize, type DetectorSize } from '#terms/detector/sizes.ts';
import { anchorsPerCell, type Anchors } from '../yolov5/presets.ts';
import type { HeadRows } from './detector-network.ts';

/** What a file of weights says about its detector. */
export interface DetectorFacts {
  size: DetectorSize;
  /** Names in the order of their numbers. */
  classes: readonly string[];
  anchors: Anchors;
}

/** Writes all tensors of a detector; half precision halves the file and keeps what matters. */
export async function writeDetectorWeights(
  path: string,
  { size, classes, anchors }: DetectorFacts,
  vectors: NetworkVectors,
  dtype: 'F32' | 'F16' = 'F32',
): Promise<void> {
  const { parameters, statistics } = detectorLayout({ size, classes: classes.length });
  const tensors = [
    ...parameters.map((slot) => ({ ...slot, values: viewOf(vectors.parameters, slot) })),
    ...statistics.map((slot) => ({ ...slot, values: viewOf(vectors.statistics, slot) })),
  ];
  await writeSafetensors(path, tensors, {
    dtype,
    metadata: {
      network: detectorName(size),
      classes: JSON.stringify(classes),
      anchors: JSON.stringify(anchors),
    },
  });
}

/** What a file says it holds. @throws WeightsError `wrong-network` if it is no detector of ours */
export async function readDetectorFacts(path: string): Promise<DetectorFacts> {
  await using file = await SafetensorsFile.open(path);
  return factsOf(file);
}

function factsOf(file: SafetensorsFile): DetectorFacts {
  const { network, classes, anchors } = file.header.metadata;
  const size = detectorSize.options.find((each) => detectorName(each) === network);
  const names = parsed(classes);
  const shapes = parsed(anchors);
  if (!size || !isNames(names) || !isAnchors(shapes))
    throw new WeightsError(
      'wrong-network',
      file.path,
      'holds no detector written by this program: its network, classes or anchors are not named in it. Choose the weights of a detector.',
    );
  return { size, classes: names, anchors: shapes };
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string');

const isAnchors = (value: unknown): value is Anchors =>
  Array.isArray(value) &&
  value.every(
    (map) =>
      Array.isArray(map) &&
      map.length === anchorsPerCell &&
      map.every(
        (anchor: unknown) =>
          Array.isArray(anchor) && anchor.length === 2 && anchor.every((side) => side > 0),
      ),
  );

/** The vectors of a detector as it stands in a file. @throws WeightsError if the file lacks a tensor */
export async function readDetector(
  path: string,
): Promise<DetectorFacts & { vectors: NetworkVectors }> {
  await using file = await SafetensorsFile.open(path);
  const facts = factsOf(file);
  const layout = detectorLayout({ size: facts.size, classes: facts.classes.length });
  const vectors = emptyVectors(layout);
  await loadWeights(file, layout, vectors);
  return { ...facts, vectors };
}

function emptyVectors({ parameters, statistics }: StateLayout): NetworkVectors {
  const length = (slots: StateLayout['parameters']) =>
    slots.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  return {
    parameters: new Float32Array(length(parameters)),
    statistics: new Float32Array(length(statistics)),
  };
}

interface CarriedOver {
  /** What a training session starts from. */
  start: StateVectors;
  /** Classes that the earlier detector knew, by name. */
  known: string[];
  /** Classes whose rows of the heads start from random numbers. */
  renewed: string[];
}

/**
 * Start values of a detector from an earlier one of the same size. Backbone and neck are taken as they
 * are; of the heads place, size and objectness, and the classes that both know by name.
 * @param fresh start values of the new detector, as its plan makes them; they are not changed
 * @throws WeightsError `wrong-network` if the sizes differ
 */
export async function startFromDetector(
  path: string,
  { size, classes }: Pick<DetectorFacts, 'size' | 'classes'>,
  fresh: StateVectors,
): Promise<CarriedOver> {
  await using file = await SafetensorsFile.open(path);
  const earlier = factsOf(file);
  if (earlier.size !== size)
    throw new WeightsError(
      'wrong-network',
      path,
      `holds a detector of size ${earlier.size}, size ${size} was asked for. Choose size ${earlier.size}, or start from random numbers.`,
    );
  const layout = detectorLayout({ size, classes: classes.length });
  const { headRows } = detectors[size];
  const isHead = (name: string) => headRows(name) !== null;
  const vectors = {
    parameters: fresh.parameters.slice(),
    statistics: fresh.statistics.slice(),
  };
  // The heads are filled below, row by row, as classes may differ in number and order.
  await loadWeights(file, layout, vectors, {
    fileName: (name) => (isHead(name) ? undefined : name),
    optional: isHead,
  });
  const places = classes.map((name) => earlier.classes.findIndex((each) => sameName(each, name)));
  for (const slot of layout.parameters) {
    const rows = headRows(slot.name);
    if (rows === null) continue;
    const theirs = await file.readFloats(slot.name);
    carryRows(viewOf(vectors.parameters, slot), theirs, rows, places, earlier.classes.length);
  }
  return {
    start: { ...vectors, average: vectors.parameters.slice() },
    known: classes.filter((_, at) => places[at] !== -1),
    renewed: classes.filter((_, at) => places[at] === -1),
  };
}

const sameName = (a: string, b: string): boolean =>
  a.trim().toLowerCase() === b.trim().toLowerCase();

/**
 * Copies rows of a head: those of no class, then those of known classes.
 * @param places for each of our classes its number in the earlier detector, -1 if it has none
 */
function carryRows(
  own: Float32Array,
  theirs: Float32Array,
  rows: HeadRows,
  places: readonly number[],
  theirClasses: number,
): void {
  const classes = places.length;
  const width = own.length / rows.count(classes);
  const copy = (from: readonly number[], to: readonly number[]) => {
    for (const [at, row] of to.entries()) {
      const start = (from[at] ?? NaN) * width;
      own.set(theirs.subarray(start, start + width), row * width);
    }
  };
  copy(rows.common(theirClasses), rows.common(classes));
  for (const [label, place] of places.entries())
    if (place !== -1) copy(rows.ofClass(place, theirClasses), rows.ofClass(label, classes));
}
