import { oc } from '@orpc/contract';
import { z } from 'zod';
import { instant } from '#terms/common.ts';
import { exportChoice, exportFacets, exportPreview, exportTarget } from '#terms/exports/report.ts';
import { job } from '#terms/jobs/job.ts';

export const exportsContract = {
  facets: oc.output(exportFacets),
  preview: oc.input(exportChoice).output(exportPreview),
  /** Starts the job that writes it. */
  start: oc.input(exportChoice.extend(exportTarget.shape)).output(job),
  /** Where exports went last, to offer it again. */
  lastFolder: oc.output(z.object({ folder: z.string(), at: instant }).nullable()),
};
