/**
 * The whole surface between the app's screens (or its command line) and what it does. Handlers stand
 * in `api/handlers/`, one file a branch of this tree; the renderer's client is typed from it.
 */
import { eventIterator, oc } from '@orpc/contract';
import { boxesContract } from './boxes.ts';
import { catalogueContract } from './catalogue.ts';
import { decisionsContract } from './decisions.ts';
import { detectorContract } from './detector.ts';
import { embedderContract } from './embedder.ts';
import { encountersContract } from './encounters.ts';
import { exportsContract } from './exports.ts';
import { importsContract } from './imports.ts';
import { individualsContract } from './individuals.ts';
import { jobsContract } from './jobs.ts';
import { matchingContract } from './matching.ts';
import { modelsContract } from './models.ts';
import { photosContract } from './photos.ts';
import { settingsContract, shellContract } from './shell.ts';
import { shellEvent } from '#terms/events.ts';
import { weightsContract } from './weights.ts';

export const contract = {
  boxes: boxesContract,
  catalogue: catalogueContract,
  photos: photosContract,
  embedder: embedderContract,
  encounters: encountersContract,
  decisions: decisionsContract,
  detector: detectorContract,
  individuals: individualsContract,
  exports: exportsContract,
  imports: importsContract,
  jobs: jobsContract,
  matching: matchingContract,
  models: modelsContract,
  weights: weightsContract,
  settings: settingsContract,
  shell: shellContract,
  /** One endless stream a client; it ends only with the connection. */
  events: oc.output(eventIterator(shellEvent)),
};
export type Contract = typeof contract;

export * from './boxes.ts';
export * from './catalogue.ts';
export * from '#terms/boxes/boxes.ts';
export * from '#terms/boxes/attributes.ts';
export * from '#terms/boxes/facts.ts';
export * from '#terms/boxes/detections.ts';
export * from '#terms/photos/encounters.ts';
export * from '#terms/geometry.ts';
export * from '#terms/photos/files.ts';
export * from '#terms/photos/photos.ts';
export * from '#terms/boxes/proposals.ts';
export * from '#terms/common.ts';
export * from '#terms/grades.ts';
export * from '#terms/sides.ts';
export * from './decisions.ts';
export * from '#terms/detector/detecting.ts';
export * from '#terms/detector/evaluation.ts';
export * from './detector.ts';
export * from '#terms/embedder/evaluation.ts';
export * from '#terms/matching/submission.ts';
export * from './embedder.ts';
export * from './encounters.ts';
export * from './exports.ts';
export * from './imports.ts';
export * from './individuals.ts';
export * from './jobs.ts';
export * from './matching.ts';
export * from '#terms/models/versions.ts';
export * from './models.ts';
export * from './photos.ts';
export * from './shell.ts';
export * from '#terms/training/forecast.ts';
export * from '#terms/weights.ts';
export * from './weights.ts';
