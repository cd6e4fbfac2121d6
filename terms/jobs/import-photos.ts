import { z } from 'zod';
import { fullPath } from '../files/full-path.ts';
import { encounterGap, encounterGapMinutes } from '../photos/encounters.ts';
import { importedFile, unreadPhoto } from '../photos/imported-file.ts';
import { counted, lastName } from '../words.ts';
import { jobTerms } from './job-terms.ts';

/** Takes photos into the catalogue; the files stay where they are. */
export const importPhotos = jobTerms({
  title: 'Import photos',
  titleOf: ({ paths }) => {
    const [first = ''] = paths;
    return paths.length === 1
      ? `Import photos from ${lastName(first)}`
      : `Import ${counted(paths.length, 'file or folder', 'files and folders')}`;
  },
  spec: z.object({
    /** Folders or single files, as the person chose them. */
    paths: z.array(fullPath).min(1).max(10_000),
    /** Photos of one folder further apart than this start a new encounter. */
    encounterGapMinutes: encounterGapMinutes.default(encounterGap.usual),
  }),
  batch: z.array(importedFile),
  result: z.object({
    /** Files looked at, whatever became of them. */
    seen: z.number().int(),
    added: z.number().int(),
    alreadyThere: z.number().int(),
    /** The same content under another name or in another place. */
    duplicates: z.number().int(),
    relinked: z.number().int(),
    unreadable: z.array(unreadPhoto),
  }),
  phases: {
    looking: { title: 'Looking for photos', unit: 'photos' },
    reading: { title: 'Reading photos', unit: 'photos' },
  },
});
