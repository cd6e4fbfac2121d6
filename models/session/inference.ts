/** A network at work: pictures in, numbers out, on a chosen device. */
import { Tensor, type InferenceSession } from '#models/onnx/runtime.ts';
import { decodeModel } from '#models/onnx/decode.ts';
import { overBytes } from './byte-pictures.ts';
import type { Device, DeviceChoice } from '#terms/training/devices.ts';
import { fastestDevice, openOn, possibleDevices } from './device.ts';

export interface InferenceOptions {
  /** Default `cpu`; `auto` runs one batch on each possible device and takes the fastest. */
  device?: DeviceChoice;
  threads?: number;
  /** Batch that `auto` measures with. Default 1. */
  batch?: number;
  /** Side in pixels of the square pictures, for a model that leaves it open. */
  pictureSide?: number;
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

  private constructor(
    device: Device,
    session: InferenceSession,
    input: string,
    output: string,
    pictureShape: readonly number[],
  ) {
    this.device = device;
    this.#session = session;
    this.#input = input;
    this.#output = output;
    this.pictureShape = pictureShape;
  }

  /**
   * Opens a model of one picture input [batch, channels, height, width] and one output or more, of
   * which the first is read.
   * @throws OnnxFormatError for bytes that are no model, DeviceError if the device refuses it,
   *   RangeError if its input is no picture of known size
   */
  static async open(
    plain: Uint8Array,
    { device = 'cpu', threads, batch = 1, pictureSide, bytes = false }: InferenceOptions = {},
  ): Promise<Inference> {
    const model = bytes ? overBytes(plain) : plain;
    const { graph } = decodeModel(model);
    const [input, ...more] = graph.inputs;
    const [output] = graph.outputs;
    const sides = (input?.shape.slice(1) ?? []).map((side, at) =>
      typeof side === 'number' || at === 0 ? side : (pictureSide ?? side),
    );
    if (!input || !output || more.length > 0 || input.shape.length !== 4 || !allNumbers(sides))
      throw new RangeError(
        `Opening a network: wants one input [batch, channels, height, width] of fixed size, got ${describe(graph.inputs)}. Export it with a fixed picture size.`,
      );
    const settings = threads === undefined ? {} : { threads };
    const openAt = async (device: Device) =>
      new Inference(device, await openOn(device, model, settings), input.name, output.name, sides);
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
