import { JobError, type JobContext } from '../job-context.ts';
import type { EvaluateDetectorResult, EvaluateDetectorSpec } from '../kinds.ts';

export function evaluateDetector(
  _spec: EvaluateDetectorSpec,
  _context: JobContext<'evaluate-detector'>,
): Promise<EvaluateDetectorResult> {
  return Promise.reject(
    new JobError('unsupported-here', 'This build has no detector network yet; update Resight.'),
  );
}
