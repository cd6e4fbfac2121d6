/** A network at work: pictures in, numbers out, on a chosen device. */
import { Tensor, type InferenceSession } from '#models/onnx/runtime.ts';
import { signatureOf } from '#models/onnx/signature.ts';
import type { Size } from '#terms/geometry.ts';
import { overBytes } from './byte-pictures.ts';
import type { Device, DeviceChoice } from '#terms/training/devices.ts';
import { fastestDevice, openOn, possibleDevices } from './device.ts';

export interface InferenceOptions {
  /** Default `cpu`; `auto` runs one batch on each possible device and takes the fastest. */
  device?: DeviceChoice;
  threads?: number;
  /** Batch that `auto` measures with. Default 1. */
  batch?: number;
  /** Of the pictures in pixels, for a model that leaves it open. */
  picture?: Size;
  /** Takes pixels of 0…255, [batch, height, width, channels], in the place of planes of 0…1. */
  bytes?: boolean;
}

export class Inference implements AsyncDisposable {
  readonly device: Device;
  /** Sizes of one picture, [channels, height, width]; over bytes [height, width, channels]. */
  readonly pictureShape: readonly number[];
  readonly #session: InferenceSession;
  readonly #input: string;
  readonly #output: string;
  /** Pictures of every pass, of a model that takes no other number of them. */
  readonly #fixedBatch: number | undefined;

  private constructor(
    device: Device,
    session: InferenceSession,
    input: string,
    output: string,
    pictureShape: readonly number[],
    fixedBatch: number | undefined,
  ) {
    this.device = device;
    this.#session = session;
    this.#input = input;
    this.#output = output;
    this.pictureShape = pictureShape;
    this.#fixedBatch = fixedBatch;
  }

  /**
   * Opens a model of one picture input [batch, channels, height, width] and one output or more, of
   * which the first is read. A model of a fixed batch takes any number of pictures all the same, in
   * passes of that many.
   * @throws OnnxFormatError for bytes that are no model, DeviceError if the device refuses it,
   *   RangeError if its input is no picture of known size
   */
  static async open(
    plain: Uint8Array,
    { device = 'cpu', threads, batch = 1, picture, bytes = false }: InferenceOptions = {},
  ): Promise<Inference> {
    const model = bytes ? overBytes(plain) : plain;
    const signature = signatureOf(model);
    const [input, ...more] = signature.inputs;
    const [output] = signature.outputs;
    const given = [undefined, picture?.height, picture?.width];
    const sides = (input?.shape.slice(1) ?? []).map((side, at) =>
      typeof side === 'number' ? side : (given[at] ?? side),
    );
    if (!input || !output || more.length > 0 || input.shape.length !== 4 || !allNumbers(sides))
      throw new RangeError(
        `Opening a network: wants one input [batch, channels, height, width] of fixed size, got ${describe(signature.inputs)}. Export it with a fixed picture size.`,
      );
    const settings = threads === undefined ? {} : { threads };
    const [declared] = input.shape;
    const fixed = typeof declared === 'number' && declared > 0 ? declared : undefined;
    const openAt = async (device: Device) => {
      const session = await openOn(device, model, settings);
      return new Inference(device, session, input.name, output.name, sides, fixed);
    };
    if (device !== 'auto') return openAt(device);
    const fastest = await fastestDevice(possibleDevices(), async (candidate) => {
      await using trial = await openAt(candidate);
      const length = batch * sides.reduce((a, b) => a * b, 1);
      const pictures = bytes ? new Uint8Array(length) : new Float32Array(length);
      await trial.run(pictures);
      const begin = performance.now();
      await trial.run(pictures);
      return performance.now() - begin;
    });
    return openAt(fastest.device);
  }

  /**
   * Outputs of a batch, row by row.
   * @param pictures normalised values of whole pictures, [batch, channels, height, width], or their bytes
   * @throws RangeError if the values are no whole number of pictures
   */
  async run(pictures: Float32Array | Uint8Array): Promise<Float32Array> {
    const each = this.pictureShape.reduce((a, b) => a * b, 1);
    const batch = pictures.length / each;
    if (!Number.isInteger(batch) || batch === 0)
      throw new RangeError(
        `Running a network: ${pictures.length} values are no whole number of pictures [${this.pictureShape.join(', ')}] of ${each} values each.`,
      );
    const fixed = this.#fixedBatch;
    return fixed === undefined || fixed === batch
      ? this.#pass(pictures, batch)
      : this.#inPasses(pictures, batch, fixed);
  }

  /** The last pass is filled with pictures of nothing, whose outputs are left out. */
  async #inPasses(
    pictures: Float32Array | Uint8Array,
    batch: number,
    fixed: number,
  ): Promise<Float32Array> {
    const each = pictures.length / batch;
    let all = new Float32Array();
    for (let at = 0; at < batch; at += fixed) {
      const own = pictures.subarray(at * each, (at + fixed) * each);
      const filled =
        pictures instanceof Uint8Array
          ? new Uint8Array(fixed * each)
          : new Float32Array(fixed * each);
      filled.set(own);
      const made = await this.#pass(filled, fixed);
      const row = made.length / fixed;
      if (at === 0) all = new Float32Array(batch * row);
      all.set(made.subarray(0, Math.min(fixed, batch - at) * row), at * row);
    }
    return all;
  }

  async #pass(pictures: Float32Array | Uint8Array, batch: number): Promise<Float32Array> {
    const feeds = {
      [this.#input]:
        pictures instanceof Uint8Array
          ? new Tensor('uint8', pictures, [batch, ...this.pictureShape])
          : new Tensor('float32', pictures, [batch, ...this.pictureShape]),
    };
    const output = (await this.#session.run(feeds))[this.#output];
    if (!(output?.data instanceof Float32Array))
      throw new RangeError(
        `Running a network: its output is ${output?.type ?? 'missing'}, float32 was due; export it in single precision.`,
      );
    return output.data;
  }

  async close(): Promise<void> {
    await this.#session.release();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

function allNumbers(sides: readonly (number | string)[]): sides is number[] {
  return sides.every((side) => typeof side === 'number');
}

function describe(
  inputs: readonly { name: string; shape: readonly (number | string)[] }[],
): string {
  return inputs.map(({ name, shape }) => `${name} [${shape.join(', ')}]`).join(' and ') || 'none';
}
