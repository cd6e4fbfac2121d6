import type { Bench } from '../bench-row.ts';
import { importMemory } from './memory.ts';
import { importPhotos } from './import-photos.ts';

export const importBenches: readonly Bench[] = [
  { name: 'import: photos', run: () => importPhotos() },
  { name: 'import: memory', run: () => importMemory() },
];
