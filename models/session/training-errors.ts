/** Why a step could not be taken, in words that name the way out. */
import type { GraphMemory } from '#models/graph/memory.ts';
import type { Device } from '#terms/training/devices.ts';
import { DeviceError } from './device-error.ts';

/** Loss or gradient became no number. What was learned before stands. */
export class TrainingDiverged extends Error {
  /** Steps done before. */
  readonly step: number;

  constructor(step: number, loss: number, gradientNorm: number, learningRate: number) {
    const what = Number.isFinite(loss)
      ? `the length of the gradient is ${gradientNorm}`
      : `the loss is ${loss}`;
    super(
      `Training stopped at step ${step + 1}: ${what}. The network stands as it was after step ${step}. Train with a lower learning rate (it was ${learningRate}), or look for pictures or labels that are damaged.`,
    );
    this.name = 'TrainingDiverged';
    this.step = step;
  }
}

/** Bytes of one binding that every WebGPU device grants (W3C WebGPU, limits). */
const surelyBindable = 128 * 2 ** 20;

const inWords = (bytes: number): string =>
  bytes >= 2 ** 30
    ? `${(bytes / 2 ** 30).toFixed(1)} GB`
    : `${Math.max(1, Math.round(bytes / 2 ** 20))} MB`;

/** What the runtime's failure in a step most likely means. */
export function deviceFailure(device: Device, memory: GraphMemory, cause: unknown): Error {
  const reason = (cause as Error).message.trim();
  const { bytes, value } = memory.largest;
  if (device !== 'cpu' && bytes > surelyBindable)
    return new DeviceError(
      device,
      `could not take a step. Its largest tensor [${value.shape.join(', ')}] needs ${inWords(bytes)} at once and the step about ${inWords(memory.peak)}, which may be more than this device gives (${reason}). Choose a smaller batch or picture, or the device "cpu".`,
      { cause },
    );
  return new DeviceError(
    device,
    `could not take a step, which needs about ${inWords(memory.peak)} (${reason}). Choose a smaller batch${device === 'cpu' ? '' : ', or the device "cpu"'}.`,
    { cause },
  );
}
