import type { Device } from '#terms/training/devices.ts';

/** A device that cannot be had; the message says why and what to choose instead. */
export class DeviceError extends Error {
  readonly device: Device;

  constructor(device: Device, message: string, options?: ErrorOptions) {
    super(`Device ${device}: ${message}`, options);
    this.name = 'DeviceError';
    this.device = device;
  }
}
