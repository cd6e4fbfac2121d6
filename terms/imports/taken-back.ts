import { z } from 'zod';
import { instant } from '../common.ts';
import { idsOf } from '../tables.ts';
import { counted, joined } from '../words.ts';

/** What comes in at once, and can be taken back as a whole. */
export const importKinds = {
  photos: { title: 'Photos' },
  'cut-outs': { title: 'Cut-outs' },
  boxes: { title: 'Boxes' },
  individuals: { title: 'Individuals' },
  demo: { title: 'Boxes and names of the demo' },
} as const satisfies Record<string, { title: string }>;

export type ImportKind = keyof typeof importKinds;

/** What an import made, or what of it was taken back or stayed. */
const importCounts = z.object({
  photos: z.number().int(),
  boxes: z.number().int(),
  /** Who is on a photo or in a box. */
  names: z.number().int(),
  individuals: z.number().int(),
  /** Facts that it filled in: times, places, sides, encounters. */
  facts: z.number().int(),
});
export type ImportCounts = z.infer<typeof importCounts>;

export const listedImport = z.object({
  id: z.number(),
  kind: z.enum(idsOf(importKinds)),
  /** The file or folder, as the person knows it. */
  source: z.string(),
  at: instant,
  reviewer: z.string().nullable(),
  made: importCounts,
  undoneAt: instant.nullable(),
  undoneBy: z.string().nullable(),
});
export type ListedImport = z.infer<typeof listedImport>;

/** What taking an import back did, or would do. */
export const takenBackImport = z.object({
  takenBack: importCounts,
  /** What somebody built on since; it stays as it is. */
  kept: importCounts,
});
export type TakenBackImport = z.infer<typeof takenBackImport>;

/** `1,200 photos, 3 boxes`; blank where there is nothing. */
export const importCountsWords = ({ photos, boxes, names, individuals, facts }: ImportCounts) =>
  joined(
    [
      photos > 0 ? counted(photos, 'photo') : '',
      boxes > 0 ? counted(boxes, 'box', 'boxes') : '',
      names > 0 ? counted(names, 'name') : '',
      individuals > 0 ? counted(individuals, 'individual') : '',
      facts > 0 ? counted(facts, 'fact') : '',
    ],
    ', ',
  );
