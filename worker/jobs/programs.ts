import type { JobProgram } from '../job-context.ts';
import type { JobKind } from '#terms/jobs/index.ts';
import { demo } from './demo.ts';
import { detect } from './detect.ts';
import { embedBoxes } from './embed.ts';
import { evaluateDetector } from './evaluate-detector.ts';
import { demoLabels } from './demo-labels.ts';
import { evaluateEmbedder } from './evaluate-embedder.ts';
import { exportJob } from './export.ts';
import { importPhotos } from './import-photos.ts';
import { trainDetector } from './train-detector.ts';
import { trainEmbedder } from './train-embedder.ts';

/** Every kind of job and the program that does it. */
export const programs: { [K in JobKind]: JobProgram<K> } = {
  demo,
  detect,
  embed: embedBoxes,
  'evaluate-detector': evaluateDetector,
  'demo-labels': demoLabels,
  'evaluate-embedder': evaluateEmbedder,
  export: exportJob,
  'import-photos': importPhotos,
  'train-detector': trainDetector,
  'train-embedder': trainEmbedder,
};
