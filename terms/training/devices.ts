import { z } from 'zod';
import { idsOf } from '../tables.ts';

/** On what a network can compute. */
const devices = {
  cpu: { title: 'Processor' },
  webgpu: { title: 'Graphics card (WebGPU)' },
  cuda: { title: 'NVIDIA (CUDA)' },
  directml: { title: 'Windows (DirectML)' },
  coreml: { title: 'Apple (Core ML)' },
} as const;
export type Device = keyof typeof devices;

/** What a person may choose; `auto` measures one step on each and takes the fastest. */
export const deviceChoices = { auto: { title: 'The fastest here' }, ...devices } as const;
export const deviceChoice = z.enum(idsOf(deviceChoices));
export type DeviceChoice = z.infer<typeof deviceChoice>;
