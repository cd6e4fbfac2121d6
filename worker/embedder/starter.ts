import { JobError } from '../job-context.ts';

/** Path of the weights that the app brings. */
export function starterEmbedderFile(): Promise<string> {
  return Promise.reject(
    new JobError(
      'unsupported-here',
      'This build brings no starter weights. Train from random numbers, a weights file or an earlier version.',
    ),
  );
}
