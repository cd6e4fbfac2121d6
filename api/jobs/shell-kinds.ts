import type { JobKind } from '#worker/messages.ts';
import { demo } from './demo.ts';
import { exportKind } from './export.ts';
import { importPhotos } from './import-photos.ts';
import type { ShellKind } from './job-kind.ts';

/** Every kind of job and its shell side. */
export const shellKinds: { [K in JobKind]: ShellKind<K> } = {
  demo,
  export: exportKind,
  'import-photos': importPhotos,
};

export const isJobKind = (kind: string): kind is JobKind => Object.hasOwn(shellKinds, kind);
