import { z } from 'zod';
import { fullPath } from '../files/full-path.ts';
import { encounterGap, encounterGapMinutes } from '../photos/encounters.ts';
import { countedKind, importedFile, unreadPhoto } from '../photos/imported-file.ts';
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
    /** Whether each photo is cut out and shows one animal; null where nobody was asked, and it is guessed. */
    cutOuts: z.boolean().nullable().default(null),
    /** Class of their boxes; that of the embedder in use where not given, else the first. */
    cutOutClass: z.string().min(1).nullable().default(null),
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
    /** Photos whose files have other facts now, and show the same picture. */
    refreshed: z.number().int().default(0),
    /** RAW files beside their pictures. */
    beside: z.number().int().default(0),
    /** Photos with boxes at whose places other pictures stand now. */
    displaced: z.number().int().default(0),
    /** Of those added, photos that do not say when they were taken, or only when their file was last changed. */
    undated: z.number().int().default(0),
    datedByChange: z.number().int().default(0),
    /** Pictures of kinds that are not read; each is among `unreadable`, too. */
    unreadKinds: z.array(countedKind).default([]),
    /** Files that are no pictures. */
    others: z.array(countedKind).default([]),
    /** Pictures in folders of thumbnails, bins and snapshots, by folder. */
    ownFolders: z.array(countedKind).default([]),
    unreadable: z.array(unreadPhoto),
    /** Photos that became cut-outs, as was asked. */
    cutOuts: z.number().int().default(0),
    /** Photos that look like cut-outs, where nobody said whether they are. */
    likelyCutOuts: z.number().int().default(0),
  }),
  phases: {
    looking: { title: 'Looking for photos', unit: 'photos' },
    reading: { title: 'Reading photos', unit: 'photos' },
  },
});
