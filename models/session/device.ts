/** On what a network runs: the CPU, or a GPU through one of ONNX Runtime's providers. */
import {
  InferenceSession,
  listSupportedBackends,
  type SessionOptions,
} from '#models/onnx/runtime.ts';
import { DeviceError } from './device-error.ts';
import { idsOf } from '#terms/tables.ts';
import type { Device } from '#terms/training/devices.ts';

/** ONNX Runtime's own names, in order of preference where measuring cannot tell devices apart. */
const providers: Readonly<Record<Device, string>> = {
  cuda: 'cuda',
  directml: 'dml',
  coreml: 'coreml',
  webgpu: 'webgpu',
  cpu: 'cpu',
};

/** Devices that this build of the runtime knows; whether the hardware is there shows only in use. */
export function possibleDevices(): Device[] {
  const names = new Set(listSupportedBackends().map(({ name }) => name));
  return idsOf(providers).filter((device) => names.has(providers[device]));
}

/** Whether state can stay in the device's memory between runs. */
export const keepsBuffers = (device: Device): boolean => device === 'webgpu';

/**
 * Options of a session on a device. Nodes that the device cannot run fall back to the CPU, except
 * where `strict` forbids it.
 */
export function sessionOptions(
  device: Device,
  { threads, strict = false }: { threads?: number; strict?: boolean } = {},
): SessionOptions {
  return {
    executionProviders: [providers[device]],
    graphOptimizationLevel: 'all',
    executionMode: 'sequential',
    // Reusing one pattern of memory costs 40 % more at the peak and gains no time.
    enableMemPattern: false,
    // Warnings about single nodes placed on the CPU would fill the log of every run.
    logSeverityLevel: 3,
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
    extra: {
      session: {
        // A step is two thousand short operations; a thread that sleeps after each takes an eighth of the step to
        // wake. One that spins for long takes the cores from whoever makes the next pictures: with two busy
        // programs beside it a step took 905 ms, against 597 where threads spin this briefly and 578 where not at all.
        intra_op: { allow_spinning: '1', spin_duration_us: '50' },
        ...(strict ? { disable_cpu_ep_fallback: '1' } : {}),
      },
    },
  };
}

/**
 * Creates a session.
 * @throws DeviceError if the device is not there or refuses the model
 */
export async function openOn(
  device: Device,
  model: Uint8Array,
  options: { threads?: number; strict?: boolean; keepOnDevice?: readonly string[] } = {},
): Promise<InferenceSession> {
  const { keepOnDevice = [], ...rest } = options;
  const settings = sessionOptions(device, rest);
  if (keepOnDevice.length > 0 && keepsBuffers(device))
    settings.preferredOutputLocation = Object.fromEntries(
      keepOnDevice.map((name) => [name, 'gpu-buffer'] as const),
    );
  try {
    return await InferenceSession.create(model, settings);
  } catch (cause) {
    throw new DeviceError(
      device,
      `cannot run this network (${(cause as Error).message.trim()}). Choose ${device === 'cpu' ? 'another network' : 'the device "cpu", or "auto"'}.`,
      { cause },
    );
  }
}

interface Measured {
  device: Device;
  /** Milliseconds of one step, or the reason why there was none. */
  outcome: { milliseconds: number } | { refused: string };
}

/**
 * The fastest of several devices, by one measured step on each after one to warm up. A device that
 * fails drops out.
 * @param step takes one step on the device and gives the milliseconds it took
 * @throws DeviceError with every reason if none works
 */
export async function fastestDevice(
  candidates: readonly Device[],
  step: (device: Device) => Promise<number>,
): Promise<{ device: Device; measured: Measured[] }> {
  const measured: Measured[] = [];
  let best: { device: Device; milliseconds: number } | undefined;
  for (const device of candidates) {
    try {
      const milliseconds = await step(device);
      measured.push({ device, outcome: { milliseconds } });
      if (!best || milliseconds < best.milliseconds) best = { device, milliseconds };
    } catch (error) {
      measured.push({ device, outcome: { refused: (error as Error).message } });
    }
  }
  if (best) return { device: best.device, measured };
  const reasons = measured.map(({ device, outcome }) =>
    'refused' in outcome ? `${device}: ${outcome.refused}` : device,
  );
  throw new DeviceError(
    candidates.at(-1) ?? 'cpu',
    `no device could take a step. ${reasons.join(' ')}`,
  );
}
