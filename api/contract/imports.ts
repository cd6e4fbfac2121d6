import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  catalogueSource,
  chosenColumns,
  importOutcome,
  inspectedTable,
} from '#terms/imports/catalogue-table.ts';

export const importsContract = {
  /** Gives photos without a box, below a folder, one round the whole picture. */
  wholePhotoBoxes: oc
    .input(z.object({ folder: z.string().min(1) }))
    .output(z.object({ added: z.number().int() })),
  inspectCatalogue: oc.input(z.object({ source: catalogueSource })).output(inspectedTable),
  /** The dry run: what every row would become; nothing is stored. */
  planCatalogue: oc.input(chosenColumns).output(importOutcome),
  /** Backs up the database, then stores what the plan says in one transaction. */
  storeCatalogue: oc
    .input(chosenColumns)
    .output(importOutcome.extend({ backup: z.string().nullable() })),
};
