import { basename } from 'node:path';
import { formats } from '#terms/exports/formats.ts';
import type { ShellKind } from './job-kind.ts';

const number = (value: number) => value.toLocaleString('en');

export const exportKind: ShellKind<'export'> = {
  title: ({ format }) => `Export ${formats[format].title}`,
  // What it makes are files; the catalogue is only read.
  storeBatch: () => [],
  finish: (_catalogue, result) => {
    const { counts, leftOut, path, files } = result;
    const out = leftOut.reduce((sum, { count }) => sum + count, 0);
    const parts = [
      counts.sightings > 0 ? `${number(counts.sightings)} sightings` : '',
      counts.individuals > 0 ? `${number(counts.individuals)} individuals` : '',
      counts.sightings === 0 && counts.boxes > 0 ? `${number(counts.boxes)} boxes` : '',
      counts.photos > 0 ? `${number(counts.photos)} photos` : '',
      files > 1 ? `${number(files)} files` : '',
    ].filter((part) => part !== '');
    const what = parts.length === 0 ? 'nothing but the head of the table' : parts.join(', ');
    return {
      result,
      summary: `${basename(path)}: ${what}${out > 0 ? `; ${number(out)} left out` : ''}.`,
      topics: [],
    };
  },
};
