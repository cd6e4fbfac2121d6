import type { ShellKind } from './job-kind.ts';

export const demo: ShellKind<'demo'> = {
  title: ({ individuals, photos }) => `Draw ${photos} demo photos of ${individuals} dolphins`,
  // The pictures are files; they come into the catalogue by an import like any others.
  storeBatch: () => [],
  finish: (_catalogue, result) => ({
    result,
    summary: `${result.photos} photos drawn, with the truth about them in truth.json.`,
    topics: [],
  }),
};
