import type { LogLevel } from '#terms/jobs/job.ts';
import type { Catalogue } from '../catalogue.ts';

export function appendLog(
  catalogue: Catalogue,
  jobId: number,
  level: LogLevel,
  line: string,
  now: number,
): void {
  catalogue.run(
    'INSERT INTO job_log (job_id, at, level, line) VALUES (?, ?, ?, ?)',
    jobId,
    now,
    level,
    line,
  );
}
