import { z } from 'zod';
import { skippedBox } from '../boxes/crop-box.ts';
import { id } from '../common.ts';
import { embedderMetrics } from '../embedder/versions.ts';
import { deviceChoice } from '../training/devices.ts';
import { jobTerms } from './job-terms.ts';

/** Judges a version of an embedder on a split: its own, another version's, or a new one. */
export const evaluateEmbedder = jobTerms({
  title: 'Judge an embedder',
  titleOf: () => 'Judge an embedder',
  spec: z.object({
    modelId: id,
    /** Another version, whose split it is judged on. */
    likeModelId: id.nullable().default(null),
    device: deviceChoice,
  }),
  result: z.object({
    metrics: embedderMetrics,
    /** Below the catalogue's folder. */
    report: z.string(),
    /** SHA-256 of the split it was judged on. */
    split: z.string(),
    skipped: z.array(skippedBox),
  }),
  phases: {
    cutting: { title: 'Cutting out', unit: 'boxes' },
    judging: { title: 'Judging', unit: 'photos' },
  },
});
