import { z } from 'zod';
import { id } from '../common.ts';
import { detectorMetrics } from '../detector/versions.ts';
import { unreadPhoto } from '../photos/imported-file.ts';
import { deviceChoice } from '../training/devices.ts';
import { jobTerms } from './job-terms.ts';

/** Judges a version of a detector on photos that were kept aside. */
export const evaluateDetector = jobTerms({
  title: 'Evaluate a detector',
  titleOf: ({ likeModelId }) =>
    likeModelId === null ? 'Evaluate a detector' : 'Evaluate a detector on the photos of another',
  spec: z.object({
    modelId: id,
    /** Judges on the photos that this version was judged on. */
    likeModelId: id.nullable(),
    device: deviceChoice,
  }),
  result: z.object({
    metrics: detectorMetrics,
    /** Whether it was judged on the photos that were kept aside when it was trained. */
    ownPhotos: z.boolean(),
    /** The report, below the catalogue's folder. */
    evaluation: z.string(),
    unreadable: z.array(unreadPhoto),
  }),
  phases: { judging: { title: 'Judging', unit: 'photos' } },
});
