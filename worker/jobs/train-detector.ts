import { JobError, type JobContext } from '../job-context.ts';
import type { TrainDetectorResult, TrainDetectorSpec } from '../kinds.ts';

export function trainDetector(
  _spec: TrainDetectorSpec,
  _context: JobContext<'train-detector'>,
): Promise<TrainDetectorResult> {
  return Promise.reject(
    new JobError('unsupported-here', 'This build has no detector network yet; update Resight.'),
  );
}
