import { fileURLToPath } from 'node:url';

/**
 * The path of a file that the app brings. Packed, it lies beside the archive that holds the programs,
 * because weights are read piece by piece (`scripts/packaging.ts`).
 */
export const unpacked = (file: URL): string =>
  fileURLToPath(file).replace(/\bapp\.asar(?=[\\/])/, 'app.asar.unpacked');
