/**
 * What a version was trained on and judged by, as a file of the version: a training that goes on goes on with
 * the same photos, and another version can be judged on them.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '#catalog/formats/atomic-file.ts';
import type { LearnedPhoto } from '#catalog/training/detector-set.ts';
import { boxedOf, boxesIn } from '#catalog/training/plan-detector.ts';
import type { Anchors } from '#models/nets/yolov5/presets.ts';
import type { DetectorDataSeen } from '#terms/detector/versions.ts';
import { learnedSetName } from '#terms/files/version-files.ts';
import { JobError } from '../../job-context.ts';

export interface LearnedSet {
  classes: { id: number; name: string }[];
  anchors: Anchors;
  /** Longer side in which photos are held while it is trained, pixels. */
  edge: number;
  train: LearnedPhoto[];
  validation: LearnedPhoto[];
}

const learnedSetFile = (folder: string) => join(folder, learnedSetName);

export async function writeLearnedSet(folder: string, set: LearnedSet): Promise<void> {
  await writeFileAtomically(learnedSetFile(folder), [JSON.stringify(set)]);
}

/** Null where the version was not trained here. @throws JobError naming a file that is damaged */
export async function readLearnedSet(folder: string): Promise<LearnedSet | null> {
  const file = learnedSetFile(folder);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return null;
  }
  try {
    return JSON.parse(text) as LearnedSet;
  } catch (error) {
    throw new JobError(
      'bad-input',
      `${file} is damaged (${(error as Error).message}), so it is no longer known what this version was trained on. Train a new version.`,
      { file },
    );
  }
}

export function dataSeen({ classes, train, validation }: LearnedSet): DetectorDataSeen {
  const side = (photos: readonly LearnedPhoto[]) => ({
    photos: photos.length,
    boxes: boxesIn(photos),
    photosWithBoxes: boxedOf(photos).length,
    encounters: new Set(photos.map(({ encounterId, sha256 }) => encounterId ?? sha256)).size,
  });
  const learned = train.flatMap(({ boxes }) => boxes);
  const hash = createHash('sha256');
  for (const photos of [train, validation]) {
    hash.update('side\n');
    for (const { sha256, boxes, open = [] } of photos) {
      hash.update(`${sha256}\n`);
      for (const { boxId, classId, x, y, w, h } of boxes)
        hash.update(`${boxId} ${classId} ${x} ${y} ${w} ${h}\n`);
      for (const { x, y, w, h } of open) hash.update(`open ${x} ${y} ${w} ${h}\n`);
    }
  }
  return {
    train: side(train),
    validation: side(validation),
    classes: Object.fromEntries(
      classes.map(({ id, name }) => [name, learned.filter(({ classId }) => classId === id).length]),
    ),
    hash: hash.digest('hex'),
  };
}
