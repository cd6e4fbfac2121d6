import { Inference, type InferenceOptions } from '#models/session/inference.ts';
import { possibleDevices, type Device } from '#models/session/device.ts';

/** The device asked for; of `auto` the fastest, measured only where there is a choice. */
export async function deviceOf(
  model: Uint8Array,
  { device = 'cpu', ...options }: InferenceOptions,
): Promise<Device> {
  if (device !== 'auto') return device;
  const [only, ...others] = possibleDevices();
  if (only !== undefined && others.length === 0) return only;
  await using fastest = await Inference.open(model, { ...options, device });
  return fastest.device;
}
