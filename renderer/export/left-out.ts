import type { ExportPreview } from '#terms/exports/report.ts';
import { count, counted } from '../parts/words.ts';

type Counted = Pick<ExportPreview, 'counts' | 'leftOut'>;

/** Of networks nothing is counted but their files. */
type Files = { files: number } | { files: readonly unknown[]; morePaths: readonly unknown[] };

function filesOf(of: Files): number {
  return 'morePaths' in of ? of.files.length + of.morePaths.length : of.files;
}

/** `212 individuals, 1,874 sightings, 4,012 photos`; of boxes, the boxes. */
export function goesIn(of: Pick<Counted, 'counts'> & Files): string {
  const { counts } = of;
  const parts = [
    counts.individuals > 0 ? counted(counts.individuals, 'individual') : '',
    counts.sightings > 0 ? counted(counts.sightings, 'sighting') : '',
    counts.sightings === 0 && counts.boxes > 0 ? counted(counts.boxes, 'box', 'boxes') : '',
    counts.photos > 0 ? counted(counts.photos, 'photo') : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? counted(filesOf(of), 'file') : parts.join(', ');
}

/** `3 of them are in dispute`; empty if none is. */
export const inDispute = ({ disputed }: Pick<ExportPreview, 'disputed'>): string =>
  disputed === 0
    ? ''
    : `Of ${counted(disputed, 'fin')} that ${disputed === 1 ? 'goes' : 'go'} in, two reviewers disagree whom ${disputed === 1 ? 'it shows' : 'they show'}.`;

/** `12 identified fins stay out: 9 quality below 2, 3 no date`; empty if nothing does. */
export function staysOut({ counts, leftOut }: Counted): string {
  const total = leftOut.reduce((sum, entry) => sum + entry.count, 0);
  if (total === 0) return '';
  const reasons = leftOut.map(({ reason, count: of }) => `${count(of)} ${reason}`).join(', ');
  // Of boxes, photos stay out as well, and the reasons say which is which.
  const what =
    counts.sightings === 0 && counts.boxes > 0 ? count(total) : counted(total, 'identified fin');
  return `${what} ${total === 1 ? 'stays' : 'stay'} out: ${reasons}`;
}
