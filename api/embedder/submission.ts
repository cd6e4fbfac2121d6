/** Kaggle's submission file from the vectors of one version. */
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { writeFileAtomically } from '#catalog/formats/atomic-file.ts';
import { mostTableBytes, readWhole } from '#catalog/formats/read-file.ts';
import { PhotoFinder } from '#catalog/formats/boxes/photo-finder.ts';
import {
  namesEach,
  newIndividualName,
  readSample,
  submissionHeader,
  submissionLine,
} from '#catalog/formats/submission.ts';
import { knownPhotos } from '#catalog/import/catalogue-context.ts';
import { identityBoxes } from '#catalog/queries/identity-boxes.ts';
import type { App } from '../app.ts';
import type { Submission } from '#terms/matching/submission.ts';
import type { MatchedRow } from '#terms/matching/matched-boxes.ts';
import { AppError } from '../errors.ts';
import { matchBoxes } from './match-boxes.ts';

interface SubmissionWish {
  modelId: number | null;
  /** Absolute paths. */
  sample: string;
  to: string;
}

/**
 * Writes five names for each picture of the sample, in its order. A picture that is not here or has no
 * vector gets "new" and the animals of most photos, and is counted.
 */
export async function writeSubmission(
  app: App,
  { modelId, sample, to }: SubmissionWish,
): Promise<Submission> {
  const { catalogue } = app.open;
  const pictures = await readPictures(sample);
  const finder = new PhotoFinder(knownPhotos(catalogue));
  const photoOf = new Map<string, number>();
  for (const picture of pictures) {
    const found = finder.find(picture);
    if ('id' in found) photoOf.set(picture, found.id);
  }
  const wanted = new Set(photoOf.values());
  const boxes = identityBoxes(catalogue);
  const boxIds = boxes.filter(({ photoId }) => wanted.has(photoId)).map(({ boxId }) => boxId);
  const { model, rows } = await matchBoxes(app, { modelId, boxIds, limit: namesEach });
  const best = new Map<number, MatchedRow>();
  for (const row of rows) {
    const rival = best.get(row.photoId);
    // Of several fins on a picture the one that is known best speaks for it.
    if (rival === undefined || topOf(row) > topOf(rival)) best.set(row.photoId, row);
  }
  const fill = [newIndividualName, ...mostPhotographed(boxes)];
  let ranked = 0;
  const lines = pictures.map((picture) => {
    const row = best.get(photoOf.get(picture) ?? 0);
    if (row !== undefined) ranked += 1;
    const names = row?.candidates.map(({ code }) => code ?? newIndividualName) ?? [];
    return submissionLine(picture, names, fill);
  });
  await writeFileAtomically(to, [submissionHeader, ...lines]);
  return {
    path: to,
    modelId: model.id,
    pictures: pictures.length,
    ranked,
    missing: pictures.length - photoOf.size,
    withoutVector: photoOf.size - ranked,
  };
}

async function readPictures(sample: string): Promise<string[]> {
  if (!existsSync(sample))
    throw new AppError('not-found', `${sample} is not there. Check its name.`, { sample });
  try {
    return readSample(await readWhole(sample, mostTableBytes), basename(sample));
  } catch (error) {
    throw new AppError('bad-input', error instanceof Error ? error.message : String(error), {
      sample,
    });
  }
}

const topOf = ({ candidates }: MatchedRow): number =>
  Math.max(-1, ...candidates.filter(({ code }) => code !== null).map(({ score }) => score));

/** Codes of the animals with most photos: the best guess where nothing else is known. */
function mostPhotographed(boxes: readonly { code: string | null }[]): string[] {
  const counts = new Map<string, number>();
  for (const { code } of boxes) if (code !== null) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, namesEach)
    .map(([code]) => code);
}
