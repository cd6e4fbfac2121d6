import { JobError, type JobContext } from '../job-context.ts';
import type { DetectResult, DetectSpec } from '../kinds.ts';

export function detect(_spec: DetectSpec, _context: JobContext<'detect'>): Promise<DetectResult> {
  return Promise.reject(
    new JobError('unsupported-here', 'This build has no detector network yet; update Resight.'),
  );
}
