import type { JobProgram } from '../job-context.ts';
import type { JobKind } from '../messages.ts';
import { demo } from './demo.ts';
import { exportJob } from './export.ts';
import { importPhotos } from './import-photos.ts';

/** Every kind of job and the program that does it. */
export const programs: { [K in JobKind]: JobProgram<K> } = {
  demo,
  export: exportJob,
  'import-photos': importPhotos,
};
