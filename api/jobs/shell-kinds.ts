import type { JobKind } from '#worker/messages.ts';
import { demo } from './demo.ts';
import { importPhotos } from './import-photos.ts';
import type { ShellKind } from './job-kind.ts';

/** Every kind of job and its shell side. */
export const shellKinds: { [K in JobKind]: ShellKind<K> } = {
  demo,
  'import-photos': importPhotos,
};

export const isJobKind = (kind: string): kind is JobKind => Object.hasOwn(shellKinds, kind);
