/**
 * The whole surface between the app's screens (or its command line) and what it does. Handlers stand
 * in `api/handlers/`, one file a branch of this tree; the renderer's client is typed from it.
 */
import { eventIterator, oc } from '@orpc/contract';
import { shellEvent } from '#terms/events.ts';
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
import { namesContract } from './names.ts';
import { photosContract } from './photos.ts';
import { settingsContract, shellContract } from './shell.ts';
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
  names: namesContract,
  weights: weightsContract,
  settings: settingsContract,
  shell: shellContract,
  /** One endless stream a client; it ends only with the connection. */
  events: oc.output(eventIterator(shellEvent)),
};
export type Contract = typeof contract;
