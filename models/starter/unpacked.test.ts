import { expect, it } from 'vitest';
import { unpacked } from './unpacked.ts';

it('a file of the app is sought beside its archive once it is packed, and where it lies before', () => {
  expect(unpacked(new URL('file:///opt/Resight/app.asar/dist/electron/a.safetensors'))).toBe(
    '/opt/Resight/app.asar.unpacked/dist/electron/a.safetensors',
  );
  expect(unpacked(new URL('file:///home/me/resight/models/starter/a.safetensors'))).toBe(
    '/home/me/resight/models/starter/a.safetensors',
  );
});
