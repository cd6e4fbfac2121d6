import { formatWords } from '../exports/formats.ts';
import { occasionsInWords } from '../exports/occasions.ts';
import { exportJobSpec, writtenExport } from '../exports/report.ts';
import { joined, lastName, number } from '../words.ts';
import { jobTerms } from './job-terms.ts';

/** Writes the catalogue, or a part of it, in a format of other programs; the catalogue is only read. */
export const exportJob = jobTerms({
  title: 'Export',
  titleOf: ({ format }) => `Export ${formatWords[format].title}`,
  spec: exportJobSpec,
  result: writtenExport,
  summaryOf: ({ counts, disputed, leftOut, occasions, gaps, path, files }) => {
    const { sightings, individuals, boxes, photos } = counts;
    const out = leftOut.reduce((sum, { count }) => sum + count, 0);
    const what = joined(
      [
        sightings > 0 ? `${number(sightings)} sightings` : '',
        individuals > 0 ? `${number(individuals)} individuals` : '',
        sightings === 0 && boxes > 0 ? `${number(boxes)} boxes` : '',
        photos > 0 ? `${number(photos)} photos` : '',
        files > 1 ? `${number(files)} files` : '',
      ],
      ', ',
    );
    const written = what === '' ? 'nothing but the head of the table' : what;
    const when = occasions.length > 0 ? `; ${occasionsInWords(occasions, gaps)}` : '';
    return `${lastName(path)}: ${written}${when}${out > 0 ? `; ${number(out)} left out` : ''}${disputed > 0 ? `; ${number(disputed)} in dispute` : ''}.`;
  },
  onlyReads: true,
  phases: { writing: { title: 'Writing', unit: 'files' } },
});
