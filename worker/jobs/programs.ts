import type { JobProgram } from '../job-context.ts';
import type { JobKind } from '../messages.ts';
import { demo } from './demo.ts';
import { detect } from './detect.ts';
import { evaluateDetector } from './evaluate-detector.ts';
import { demoLabels } from './demo-labels.ts';
import { exportJob } from './export.ts';
import { importPhotos } from './import-photos.ts';
import { trainDetector } from './train-detector.ts';

/** Every kind of job and the program that does it. */
export const programs: { [K in JobKind]: JobProgram<K> } = {
  demo,
  detect,
  'evaluate-detector': evaluateDetector,
  'demo-labels': demoLabels,
  export: exportJob,
  'import-photos': importPhotos,
  'train-detector': trainDetector,
};
