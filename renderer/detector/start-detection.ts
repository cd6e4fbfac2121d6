/** Beginning detections, from wherever a person asks for them. */
import type { DetectOptions } from '#terms/detector/detecting.ts';
import { showReview } from '../annotate/open-photo.ts';
import { api } from '../client/connection.ts';
import { attempt } from '../client/error-words.ts';
import { beginJob } from '../jobs/begin-job.ts';
import { listedIds } from '../photos/photo-pages.ts';
import { useDetector } from './detector-store.ts';

const inOrder = { by: 'taken', descending: false } as const;

/** Starts the job and shows its progress. */
export async function startDetection(options: Partial<DetectOptions>): Promise<void> {
  await beginJob('The detection could not begin', async () => {
    const { id } = await api.detector.detect(options);
    useDetector.getState().detecting(id);
    useDetector.getState().show({ what: 'detect' });
  });
}

/** The first photos that nobody checked, in the order they were taken. */
export async function firstUnchecked(many: number): Promise<number[]> {
  const ids = await listedIds({ checked: false }, inOrder);
  return ids.slice(0, many);
}

/** Proposals on the first photos that nobody checked, by the detector in use or the starter. */
export async function proposeOnFirst(many: number): Promise<void> {
  await attempt('The photos could not be listed', async () => {
    await startDetection({ photos: await firstUnchecked(many) });
  });
}

/** Opens Annotate with what waits to be checked, the doubtful ones first. */
export async function reviewDetections(): Promise<void> {
  await attempt('The detections could not be opened', showReview);
}
