/** How a network that tells individuals apart is trained: its loss over labelled crops. */
import { fusions } from '#terms/embedder/fusions.ts';
import type { HeadId, SmoothingId } from '#terms/embedder/heads.ts';
import type { LearnedPart } from '#terms/embedder/learned-parts.ts';
import type { Size } from '#terms/geometry.ts';
import type { Value } from '#models/graph/graph.ts';
import { add, scale } from '#models/ops/arithmetic.ts';
import type { Optimizer } from '../optim/optimizer.ts';
import type { Batch, TrainingPlan } from '../session/training-session.ts';
import { embedPictures, isBackbone, isHead, type EmbedderNetwork } from './embedder-network.ts';
import { angularLoss } from './heads/arcface.ts';
import { speciesLoss } from './heads/species.ts';
import { networks } from './registry.ts';

export interface EmbedderTraining extends EmbedderNetwork {
  /** Of the crops in pixels, both multiples of the fusion's `cropStep`. */
  size: Size;
  /** Crops of a step. */
  batch: number;
  /** Individuals, or individuals' sides, that are told apart while learning. */
  classes: number;
  head: HeadId;
  /** Centres of a class; default 1. */
  centres?: number;
  /** Radians, 0…π/2: one for all, or one a class (`marginsByClassSize`). */
  margin: number | readonly number[];
  /** s, the length that cosines are scaled to. */
  scale: number;
  easyMargin?: boolean;
  /** Label smoothing, 0…1; default 0. */
  smoothing?: number;
  smoothingOf?: SmoothingId;
  /** Whether each step is told how much of the margin counts. */
  rises?: boolean;
  /** Kinds of animals told apart beside the individuals; none where not given. */
  species?: number;
  /** Default `embedderOptimizer`. */
  optimizer?: Optimizer;
  /** Learning rates against the schedule's. Defaults: backbone and neck 1, head 10. */
  rates?: { backbone?: number; neck?: number; head?: number };
  /** The backbone's norms keep their statistics, for few pictures. */
  frozenNorm?: boolean;
  /** What of the backbone is trained; fusion, neck and head always are. Default `whole`. */
  learns?: LearnedPart;
  /** `blocks` needs much less memory and about a third more time. Default `none`. */
  checkpoint?: 'none' | 'blocks';
  /** Drop-path rate of the last block; the backbone's where not given. */
  dropPath?: number;
  /** Of the start values. Default 0. */
  seed?: number;
}

export interface EmbedderPlan {
  plan: TrainingPlan;
  /**
   * The inputs of a step.
   * @param pictures [batch, 3, height, width], normalised
   * @param labels class numbers
   * @param species numbers of species, −1 for unknown; due where the plan has species
   * @param rise share of the margin, 0…1; 1 where not given
   * @throws RangeError naming what does not fit
   */
  batchOf: (
    pictures: Float32Array,
    labels: readonly number[],
    species?: readonly number[],
    rise?: number,
  ) => Batch;
}

const embedderOptimizer: Optimizer = {
  kind: 'adamw',
  beta1: 0.9,
  beta2: 0.999,
  eps: 1e-8,
  weightDecay: 0.01,
  clipNorm: 10,
};

/** Weight of the species' loss beside the individuals'. */
const speciesShare = 0.2;

const groupOf = (name: string): 'backbone' | 'neck' | 'head' =>
  isBackbone(name) ? 'backbone' : isHead(name) ? 'head' : 'neck';

/**
 * A plan for `TrainingSession`. It watches `individuals`, and `species` where there are any: the parts
 * of the loss.
 * @throws RangeError for fewer than two classes or an input that does not fit the fusion
 */
export function embedderPlan(training: EmbedderTraining): EmbedderPlan {
  const { size, batch, classes, species, seed = 0, checkpoint = 'none', rates = {} } = training;
  const { width, height } = size;
  const { optimizer = embedderOptimizer, frozenNorm = false, learns = 'whole' } = training;
  const backbone = networks[training.backbone];
  const trainable = (name: string) =>
    learns === 'whole' || !isBackbone(name) || backbone.isLast(name);
  if (!(Number.isInteger(classes) && classes >= 2))
    throw new RangeError(
      `An embedder cannot learn from ${classes} individuals: it learns what tells one from another, so at least two are needed.`,
    );
  const step = fusions[training.fusion].cropStep;
  const wrong = [width, height].find((side) => !(side > 0 && side % step === 0));
  if (wrong !== undefined)
    throw new RangeError(`The crops' side is ${wrong} pixels; it must be a multiple of ${step}.`);
  const plan: TrainingPlan = {
    optimizer,
    groupRates: { backbone: 1, neck: 1, head: 10, ...rates },
    start: {
      seed,
      checkpoint,
      group: groupOf,
      trainable,
      // One picture has no spread over pictures: such norms then keep their statistics.
      frozenNorms: (name) =>
        isBackbone(name)
          ? frozenNorm || !trainable(`${name}.weight`)
          : batch === 1 && /^(fusion|neck)\.norm$/.test(name),
    },
    loss: (layers) => {
      const net = layers.network;
      const pictures = net.graph.input('pictures', [batch, 3, height, width]);
      const labels = net.graph.input('labels', [batch]);
      const embeddings = embedPictures(layers, pictures, training, training.dropPath);
      const { head, scale: length, margin, centres, smoothing, smoothingOf } = training;
      const individuals = angularLoss(layers, embeddings, labels, {
        head,
        classes,
        scale: length,
        margin,
        ...(centres === undefined ? {} : { centres }),
        ...(smoothing === undefined ? {} : { smoothing }),
        ...(smoothingOf === undefined ? {} : { smoothingOf }),
        easy: training.easyMargin ?? false,
        ...(training.rises ? { rise: net.graph.input('rise', [1]) } : {}),
      });
      const watch: Record<string, Value> = { individuals };
      if (species === undefined) return { loss: individuals, watch };
      const kinds = net.graph.input('kinds', [batch]);
      const ofSpecies = speciesLoss(layers, embeddings, kinds, species);
      watch['species'] = ofSpecies;
      const loss = add(net, individuals, scale(net, ofSpecies, speciesShare));
      return { loss, watch };
    },
  };
  const batchOf: EmbedderPlan['batchOf'] = (pictures, labels, kinds, rise = 1) => {
    const due = batch * 3 * height * width;
    if (labels.length !== batch || pictures.length !== due)
      throw new RangeError(
        `A batch of ${labels.length} crops in ${pictures.length} values; ${batch} crops in ${due} values were due.`,
      );
    const inputs: Record<string, Batch[string]> = {
      pictures: { values: pictures, shape: [batch, 3, height, width] },
      labels: numbers('class', labels, 0, classes),
    };
    if (training.rises) inputs['rise'] = { values: Float32Array.of(rise), shape: [1] };
    if (species !== undefined) inputs['kinds'] = numbers('species', kinds ?? [], -1, species);
    return inputs;
  };
  const numbers = (what: string, values: readonly number[], from: number, below: number) => {
    const wrong = values.find(
      (value) => !(Number.isInteger(value) && value >= from && value < below),
    );
    if (wrong !== undefined || values.length !== batch)
      throw new RangeError(
        `A batch has ${wrong === undefined ? `${values.length} ${what} numbers for ${batch} crops` : `the ${what} number ${wrong}; there are ${from} to ${below - 1}`}.`,
      );
    return { values: Float32Array.from(values), shape: [batch] };
  };
  return { plan, batchOf };
}
