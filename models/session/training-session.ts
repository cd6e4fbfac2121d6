/**
 * A network while it learns: takes steps on a device, keeps its state there, watches the loss, and
 * can be written down and taken up again to the bit.
 */
import { Tensor, type InferenceSession, type SessionOutputs } from '#models/onnx/runtime.ts';
import { standardProfile, type Profile } from '#models/autodiff/primitive.ts';
import { Graph } from '#models/graph/graph.ts';
import { cpuProfile } from '#models/ops/probe-nchwc.ts';
import { fillUniform, streamOf } from '../random/counter-random.ts';
import { requireLayout, type Checkpoint, type StateVectors } from '../weights/checkpoint.ts';
import { stepScalars, type Optimizer } from '../optim/optimizer.ts';
import type { StateLayout } from '../weights/state-layout.ts';
import type { Device, DeviceChoice } from '#terms/training/devices.ts';
import { fastestDevice, keepsBuffers, openOn, possibleDevices } from './device.ts';
import { deviceFailure, TrainingDiverged } from './training-errors.ts';
import { buildTrainStep, type StepRequest, type TrainStep } from './train-step.ts';

/** What is trained and how; the device decides the lowerings. */
export type TrainingPlan = Omit<StepRequest, 'profile'>;

interface TrainingOptions {
  device?: DeviceChoice;
  threads?: number;
  /** Of dropout's numbers. Default 0. */
  seed?: number;
  /** Vectors to start from in place of the plan's own, such as loaded weights. */
  start?: StateVectors;
  /** Goes on from here instead. */
  resume?: Pick<Checkpoint, 'step' | 'vectors' | 'layout'> & { path?: string };
  /** A batch to measure the devices with; `auto` needs it. */
  sample?: Batch;
}

/** Inputs of a step as the plan's loss declares them: row-major values and their shape. */
export type Batch = Readonly<Record<string, { values: Float32Array; shape: readonly number[] }>>;

export interface Rates {
  learningRate: number;
  /** Share of the old average that stays; with an average only. */
  averageDecay?: number;
}

interface StepOutcome {
  /** Steps done, this one included. */
  step: number;
  loss: number;
  /** Length of the whole gradient before clipping. */
  gradientNorm: number;
  /** What the plan watches, by name. */
  watched: Readonly<Record<string, Float32Array>>;
}

const profileOf = (device: Device): Promise<Profile> | Profile =>
  device === 'cpu' ? cpuProfile() : standardProfile;

export class TrainingSession implements AsyncDisposable {
  readonly device: Device;
  readonly layout: StateLayout;
  /** Without model and start vectors, which would hold memory for nothing while it trains. */
  readonly #step: Omit<TrainStep, 'model' | 'start'>;
  readonly #optimizer: Optimizer;
  readonly #session: InferenceSession;
  readonly #noise: Float32Array | undefined;
  readonly #seed: number;
  #done: number;
  #state: Record<string, Tensor>;
  /** On the CPU, where the next state is written: the two change places at every step. */
  #spare: Record<string, Tensor> | undefined;

  private constructor(
    device: Device,
    session: InferenceSession,
    step: TrainStep,
    optimizer: Optimizer,
    { seed = 0, start = step.start, resume }: TrainingOptions,
  ) {
    if (resume) requireLayout(resume.path ?? 'The checkpoint', resume.layout, step.layout);
    const vectors = resume?.vectors ?? start;
    this.device = device;
    this.layout = step.layout;
    this.#session = session;
    const { model: _model, start: _start, ...kept } = step;
    this.#step = kept;
    this.#optimizer = optimizer;
    this.#seed = seed;
    this.#done = resume?.step ?? 0;
    this.#noise = step.noiseLength > 0 ? new Float32Array(step.noiseLength) : undefined;
    this.#state = tensorsOf(step, (name) => vectors[name] ?? step.start[name]);
    this.#spare = keepsBuffers(device)
      ? undefined
      : tensorsOf(step, (name) => new Float32Array(this.#state[name]?.dims[0] ?? 0));
  }

  /**
   * Builds the step for the device and opens it. `auto` takes two steps on each possible device and
   * keeps the fastest.
   * @throws DeviceError if no device can run it, WeightsError if the checkpoint is another network's
   */
  static async open(plan: TrainingPlan, options: TrainingOptions = {}): Promise<TrainingSession> {
    const { device = 'auto', sample } = options;
    if (device !== 'auto') return TrainingSession.#openAt(plan, device, options);
    const candidates = possibleDevices();
    if (candidates.length === 1) return TrainingSession.#openAt(plan, 'cpu', options);
    if (!sample)
      throw new RangeError('Training with the device "auto": give a sample batch to measure with.');
    const { device: fastest } = await fastestDevice(candidates, async (candidate) => {
      const { resume: _, ...fresh } = options;
      await using trial = await TrainingSession.#openAt(plan, candidate, fresh);
      await trial.step(sample, { learningRate: 0 });
      const begin = performance.now();
      await trial.step(sample, { learningRate: 0 });
      return performance.now() - begin;
    });
    return TrainingSession.#openAt(plan, fastest, options);
  }

  static async #openAt(
    plan: TrainingPlan,
    device: Device,
    options: TrainingOptions,
  ): Promise<TrainingSession> {
    const step = buildTrainStep({ ...plan, profile: await profileOf(device) });
    const session = await openOn(device, step.model, {
      ...(options.threads === undefined ? {} : { threads: options.threads }),
      keepOnDevice: step.state.map((name) => `${name}_next`),
    });
    return new TrainingSession(device, session, step, plan.optimizer, options);
  }

  /** Steps done since the start values, those before a resume included. */
  get steps(): number {
    return this.#done;
  }

  /**
   * Takes one step.
   * @throws TrainingDiverged if loss or gradient is no number; the state is then that before the step
   * @throws DeviceError if the device cannot hold the batch
   */
  async step(batch: Batch, { learningRate, averageDecay }: Rates): Promise<StepOutcome> {
    const state = this.#state;
    const spare = this.#spare;
    const feeds: Record<string, Tensor> = { ...state };
    for (const [name, { values, shape }] of Object.entries(batch))
      feeds[name] = new Tensor('float32', values, shape);
    const scalars = stepScalars(this.#optimizer, this.#done, learningRate, averageDecay);
    for (const [name, value] of Object.entries(scalars))
      feeds[name] = new Tensor('float32', Float32Array.of(Number(value)), []);
    if (this.#noise) {
      // The same numbers whenever this step is taken, so that a resumed run is the same run.
      fillUniform(this.#noise, streamOf(this.#seed, `noise.${this.#done}`), 0.5, 0.5);
      feeds['noise'] = new Tensor('float32', this.#noise, [this.#noise.length]);
    }
    const results = await this.#run(feeds, spare);
    const [loss, gradientNorm] = [numberOf(results['loss']), numberOf(results['gradient_norm'])];
    const next = Object.fromEntries(
      this.#step.state.map((name) => [name, required(results[`${name}_next`], name)]),
    );
    if (!Number.isFinite(loss) || !Number.isFinite(gradientNorm)) {
      if (!spare) for (const tensor of Object.values(next)) tensor.dispose();
      throw new TrainingDiverged(this.#done, loss, gradientNorm, learningRate);
    }
    if (spare) this.#spare = state;
    else for (const tensor of Object.values(state)) release(tensor);
    this.#state = next;
    this.#done += 1;
    const watched = Object.fromEntries(
      this.#step.watched.map((name) => [name, results[name]?.data as Float32Array]),
    );
    return { step: this.#done, loss, gradientNorm, watched };
  }

  async #run(
    feeds: Record<string, Tensor>,
    spare: Record<string, Tensor> | undefined,
  ): Promise<SessionOutputs> {
    try {
      if (!spare) return await this.#session.run(feeds);
      const fetches: Record<string, Tensor | null> = { loss: null, gradient_norm: null };
      for (const name of this.#step.watched) fetches[name] = null;
      for (const [name, tensor] of Object.entries(spare)) fetches[`${name}_next`] = tensor;
      return await this.#session.run(feeds, fetches);
    } catch (cause) {
      throw deviceFailure(this.device, this.#step.memory, cause);
    }
  }

  /** Copies of the state's vectors as they stand, brought down from the device. */
  async vectors(): Promise<StateVectors> {
    const down = keepsBuffers(this.device) ? await this.#download() : this.#state;
    const copied: Partial<StateVectors> = {};
    for (const name of this.#step.state)
      copied[name] = Float32Array.from(required(down[name], name).data as Float32Array);
    const { parameters, statistics, ...moments } = copied;
    return {
      ...moments,
      parameters: parameters ?? new Float32Array(),
      statistics: statistics ?? new Float32Array(),
    };
  }

  /** Reading a tensor on the GPU directly ends the process, so a graph that copies brings it down. */
  async #download(): Promise<Record<string, Tensor>> {
    const state = Object.entries(this.#state);
    const far = state.filter(([, { location, size }]) => location === 'gpu-buffer' && size > 0);
    if (far.length === 0) return this.#state;
    const graph = new Graph();
    for (const [name, { dims }] of far) graph.output(`${name}_down`, graph.input(name, dims));
    const copier = await openOn(this.device, graph.encode());
    const copies = await copier.run(Object.fromEntries(far));
    await copier.release();
    return {
      ...this.#state,
      ...Object.fromEntries(far.map(([name]) => [name, required(copies[`${name}_down`], name)])),
    };
  }

  async close(): Promise<void> {
    for (const tensor of Object.values(this.#state)) release(tensor);
    await this.#session.release();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

function tensorsOf(
  step: TrainStep,
  values: (name: keyof StateVectors) => Float32Array | undefined,
): Record<string, Tensor> {
  return Object.fromEntries(
    step.state.map((name) => {
      const own = values(name)?.slice() ?? new Float32Array();
      return [name, new Tensor('float32', own, [own.length])];
    }),
  );
}

const numberOf = (tensor: Tensor | undefined): number => Number(tensor?.data[0]);

function required(tensor: Tensor | undefined, name: string): Tensor {
  if (!tensor) throw new Error(`The training step gave no ${name}.`);
  return tensor;
}

function release(tensor: Tensor): void {
  if (tensor.location === 'gpu-buffer') tensor.dispose();
}
