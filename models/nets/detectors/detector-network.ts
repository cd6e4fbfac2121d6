/** What a network must be to find boxes: the registry holds one of these for each. */
import type { Size } from '#terms/geometry.ts';
import type { DetectorSize } from '#terms/detector/sizes.ts';
import type { OptimizerId } from '#terms/training/optimizers.ts';
import type { LabelledBox } from './labelled-box.ts';
import type { Graph, Value } from '../../graph/graph.ts';
import type { Layers, Shaped } from '../../layers/layers.ts';
import type { Optimizer } from '../../optim/optimizer.ts';
import type { Batch, TrainingPlan } from '../../session/training-session.ts';
import type { Anchors } from '../yolov5/presets.ts';

export interface Detector {
  size: DetectorSize;
  /** How many classes are told apart. */
  classes: number;
}

export interface DetectorTraining extends Detector {
  /** Empty for a network that starts from no shapes. */
  anchors: Anchors;
  /** Side of the square pictures in pixels, a multiple of 32. */
  input: number;
  /** Pictures of a step. */
  batch: number;
  /** Keeps the backbone and its norms as they are. Default false. */
  freezeBackbone?: boolean;
  /** Which optimiser the network's own settings are for. */
  optimizer: OptimizerId;
  /** `blocks` needs much less memory and about a third more time. Default `none`. */
  checkpoint?: 'none' | 'blocks';
  /** Of the start values. Default 0. */
  seed?: number;
}

export interface DetectorPlan {
  plan: TrainingPlan;
  /**
   * The inputs of a step.
   * @param pictures [batch, 3, input, input], values of 0…1
   * @param boxes of each picture, pixels of the input
   * @throws RangeError if there are not `batch` pictures, or a label is none of the classes
   */
  batchOf: (pictures: Float32Array, boxes: readonly (readonly LabelledBox[])[]) => Batch;
}

/** Rows of a head's tensor: which belong to a class. */
export interface HeadRows {
  /** Rows in all, with this many classes. */
  count: (classes: number) => number;
  /** The rows that belong to no class, where they lie with this many classes. */
  common: (classes: number) => readonly number[];
  /** The rows of one class. */
  ofClass: (label: number, classes: number) => readonly number[];
}

export interface DetectorNetwork {
  readonly id: DetectorSize;
  /** Parameters with one class. */
  readonly parameters: number;
  /** Pixels of the input to a cell of each map, finest first. */
  readonly strides: readonly number[];
  /** Longer side in pixels to which a large photo is scaled to be seen in tiles of this input. */
  tileEdge: (input: number) => number;
  /** Shapes that its boxes start from; empty where it has none. */
  readonly anchors: Anchors;
  /** The optimiser of a plan, for `DetectorTraining.optimizer`. */
  optimizer: (kind: OptimizerId) => Optimizer;
  /**
   * Raw maps of pictures, finest first.
   * @param x [batch, 3, height, width], values of 0…1; both sides multiples of the coarsest stride
   * @throws RangeError for other sides or no class
   */
  propose: <V extends Shaped>(layers: Layers<V>, x: V, classes: number) => V[];
  /** How it is trained. @throws RangeError for an input that is no multiple of 32 */
  plan: (training: DetectorTraining) => DetectorPlan;
  /** Rows of `detectionsOf` from raw maps: [batch, proposals, 5 + classes], pixels of the input. */
  decode: (g: Graph, maps: readonly Value[], of: { classes: number; anchors: Anchors }) => Value;
  /** Proposals of a picture of these sides. */
  proposals: (input: Size, classes: number) => number;
  /** Whether a tensor belongs to the part that sees and not to the part that proposes. */
  isBackbone: (name: string) => boolean;
  /** The rows of a tensor that depends on the classes; null where a tensor does not. */
  headRows: (name: string) => HeadRows | null;
}

/** @throws RangeError naming both sides */
export function requireSides({ shape }: Shaped, coarsest: number): void {
  const [, , height = 0, width = 0] = shape;
  if (height % coarsest !== 0 || width % coarsest !== 0 || height === 0 || width === 0)
    throw new RangeError(
      `A detector cannot look at ${width}×${height} pixels: both sides must be multiples of ${coarsest}.`,
    );
}

/** @throws RangeError for no class */
export function requireClasses(classes: number): void {
  if (!(Number.isInteger(classes) && classes > 0))
    throw new RangeError(`A detector of ${classes} classes: name at least one class to find.`);
}

/** @throws RangeError where a batch is not what its plan was made for */
export function requireBatch(
  { batch, input, classes }: DetectorTraining,
  pictures: Float32Array,
  boxes: readonly (readonly LabelledBox[])[],
): void {
  const due = batch * 3 * input * input;
  if (boxes.length !== batch || pictures.length !== due)
    throw new RangeError(
      `A batch of ${boxes.length} pictures in ${pictures.length} values; ${batch} pictures in ${due} values were due.`,
    );
  const known = (label: number) => Number.isInteger(label) && label >= 0 && label < classes;
  const unknown = boxes.flat().find(({ label }) => !known(label));
  if (unknown)
    throw new RangeError(
      `A box has class number ${unknown.label}; the detector knows 0 to ${classes - 1}.`,
    );
}
