import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id } from '#terms/common.ts';
import { listedImport, takenBackImport } from '#terms/imports/taken-back.ts';
import {
  catalogueSource,
  chosenColumns,
  importOutcome,
  inspectedTable,
} from '#terms/imports/catalogue-table.ts';

export const importsContract = {
  /** Says of the photos at these paths that have no box that each is cut out and shows one animal. */
  makeCutOuts: oc
    .input(
      z.object({
        paths: z.array(z.string().min(1)).min(1).max(10_000),
        /** Class of their boxes; that of the embedder in use where not given, else the first. */
        className: z.string().min(1).nullable().default(null),
      }),
    )
    .output(z.object({ added: z.number().int() })),
  /** Photos of the last import that look like cut-outs, while nobody has said whether they are. */
  askedCutOuts: oc.output(
    z.object({ jobId: id, photos: z.number().int(), paths: z.array(z.string()) }).nullable(),
  ),
  /** Somebody has said whether they are. */
  answerCutOuts: oc.input(z.object({ jobId: id })),
  /** What came in, the newest first. */
  list: oc
    .input(
      z.object({ limit: z.number().int().min(1).max(1000).default(100) }).default({ limit: 100 }),
    )
    .output(z.array(listedImport)),
  /** Takes an import back as a whole, or says what that would do; what others built on it stays. */
  undo: oc
    .input(z.object({ importId: id, dryRun: z.boolean().default(false) }))
    .output(takenBackImport),
  inspectCatalogue: oc.input(z.object({ source: catalogueSource })).output(inspectedTable),
  /** The dry run: what every row would become; nothing is stored. */
  planCatalogue: oc.input(chosenColumns).output(importOutcome),
  /** Backs up the database, then stores what the plan says in one transaction. */
  storeCatalogue: oc
    .input(chosenColumns)
    .output(importOutcome.extend({ backup: z.string().nullable() })),
};
