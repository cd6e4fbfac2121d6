import { join } from 'node:path';
import type { ExportFormat } from '#terms/exports/formats.ts';
import { finished, type Quickstart, type Step } from './quickstart.ts';

/** What a study takes to other programs, each under a name of its own. */
const wanted: readonly { format: ExportFormat; name: string }[] = [
  { format: 'sightings-csv', name: 'sightings.csv' },
  { format: 'mark', name: 'capture histories.inp' },
  { format: 'darwin-core', name: 'darwin core.zip' },
  { format: 'networks', name: 'networks' },
];

const exportsFolder = ({ folder }: Pick<Quickstart, 'folder'>) => join(folder, 'exports');

/** Written anew by every call: a file appears whole or not at all, and says what the catalogue says. */
export const writeExports: Step = {
  title: 'Export',
  run: async (quickstart) => {
    const { client } = quickstart;
    const began = performance.now();
    const written: string[] = [];
    for (const { format, name } of wanted) {
      const job = await client.exports.start({
        format,
        name,
        options: { occasions: { by: 'month' } },
        folder: exportsFolder(quickstart),
        ifThere: 'replace',
      });
      const { summary } = await finished(quickstart, job);
      written.push(summary ?? '');
    }
    return { seconds: (performance.now() - began) / 1000, reached: written.join(' ') };
  },
};
