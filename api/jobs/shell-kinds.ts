import type { JobKind } from '#worker/messages.ts';
import { demo } from './demo.ts';
import { detect } from './detect.ts';
import { embed } from './embed.ts';
import { evaluateDetector } from './evaluate-detector.ts';
import { demoLabels } from './demo-labels.ts';
import { evaluateEmbedder } from './evaluate-embedder.ts';
import { exportKind } from './export.ts';
import { importPhotos } from './import-photos.ts';
import type { ShellKind } from './job-kind.ts';
import { trainDetector } from './train-detector.ts';
import { trainEmbedder } from './train-embedder.ts';

/** Every kind of job and its shell side. */
export const shellKinds: { [K in JobKind]: ShellKind<K> } = {
  demo,
  detect,
  embed,
  'evaluate-detector': evaluateDetector,
  'demo-labels': demoLabels,
  'evaluate-embedder': evaluateEmbedder,
  export: exportKind,
  'import-photos': importPhotos,
  'train-detector': trainDetector,
  'train-embedder': trainEmbedder,
};

export const isJobKind = (kind: string): kind is JobKind => Object.hasOwn(shellKinds, kind);
