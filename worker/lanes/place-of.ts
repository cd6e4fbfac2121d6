import { Inference, type InferenceOptions } from '#models/session/inference.ts';
import type { Device } from '#terms/training/devices.ts';
import { possibleDevices } from '#models/session/device.ts';
import { laneCount } from './lane-count.ts';

/** Where a network runs: its device, and in how many lanes; 0 for one session. */
export async function placeOf(
  model: Uint8Array,
  options: InferenceOptions,
): Promise<{ device: Device; lanes: number }> {
  const device = await deviceOf(model, options);
  return { device, lanes: device === 'cpu' ? laneCount(model) : 0 };
}

/** The device asked for; of `auto` the fastest, measured only where there is a choice. */
async function deviceOf(
  model: Uint8Array,
  { device = 'cpu', ...options }: InferenceOptions,
): Promise<Device> {
  if (device !== 'auto') return device;
  const [only, ...others] = possibleDevices();
  if (only !== undefined && others.length === 0) return only;
  await using fastest = await Inference.open(model, { ...options, device });
  return fastest.device;
}
