import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createCatalogue } from '#catalog/open-catalogue.ts';
import { chooseModel } from '#catalog/versions/change-version.ts';
import { chosenModel } from '#catalog/queries/models.ts';
import { insertModel } from '#catalog/versions/add-version.ts';
import type { JobResult } from '#terms/jobs/index.ts';
import { trainEmbedder } from './train-embedder.ts';

const folder = mkdtempSync(join(tmpdir(), 'resight-trained-'));
const catalogue = createCatalogue(folder, 'Trained');
afterAll(() => {
  catalogue.close();
  rmSync(folder, { recursive: true });
});

/** A training that comes to its end with this figure on this split; what is said of it, and who is in use then. */
function ended(map5: number, split: string, rival: JobResult<'train-embedder'>['rival'] = null) {
  const { id, name } = insertModel(
    catalogue,
    { kind: 'embedder', architecture: 'efficientnet-b0', origin: 'trained', state: 'training' },
    1,
  );
  const result: JobResult<'train-embedder'> = {
    steps: 10,
    epochs: 2,
    bestEpoch: 2,
    stoppedEarly: false,
    metrics: {
      map5,
      map5Known: map5,
      map5New: null,
      top1: null,
      queries: 40,
      known: 40,
      new: 0,
      threshold: 0.5,
      newShare: 0.1,
      ranking: null,
      bySpecies: {},
      sureFrom: null,
      calibration: null,
      ece: null,
    },
    files: {},
    dataSeen: {
      train: { boxes: 100, individuals: 10 },
      validation: { boxes: 40, known: 40, new: 0 },
      heldOut: 0,
      pseudoLabels: 0,
      classes: 20,
      split,
    },
    rival,
    skipped: [],
    waiting: 0,
    bare: null,
  };
  const spec = { modelId: id, folder: 'models/embedder' };
  const { summary } = trainEmbedder.finish(catalogue, result, spec);
  return { id, name, summary, inUse: chosenModel(catalogue, 'embedder')?.id };
}

it('a version is put in use in place of none, of the starter, and of one that is no better on the same photos', () => {
  const first = ended(0.6, 'a');
  expect(first).toMatchObject({ inUse: first.id });
  const better = ended(0.7, 'a');
  expect(better).toMatchObject({ inUse: better.id });
  const starter = insertModel(
    catalogue,
    { kind: 'embedder', architecture: 'starter', origin: 'starter', state: 'ready' },
    2,
  );
  chooseModel(catalogue, starter.id);
  const own = ended(0.2, 'b');
  expect(own).toMatchObject({ inUse: own.id });
});

it('the starter stays where it ranks the photos better that the new version has not learned', () => {
  const starter = insertModel(
    catalogue,
    {
      kind: 'embedder',
      architecture: 'starter',
      origin: 'starter',
      state: 'ready',
      name: 'Starter embedder',
    },
    2,
  );
  chooseModel(catalogue, starter.id);
  const worse = ended(0.3, 'i', { modelId: starter.id, queries: 40, map5: 0.5, own: 0.3 });
  expect(worse.inUse).toBe(starter.id);
  expect(worse.summary).toContain('Starter embedder had 0.500, this one 0.300.');
  const better = ended(0.6, 'i', { modelId: starter.id, queries: 40, map5: 0.5, own: 0.6 });
  expect(better.inUse).toBe(better.id);
});

it('one that is worse, as after a round of pseudo-labels that did not help, is kept and said, and not put in use', () => {
  const good = ended(0.9, 'c');
  chooseModel(catalogue, good.id);
  const worse = ended(0.8, 'c');
  expect(worse.inUse).toBe(good.id);
  expect(worse.summary).toContain(`${good.name} stayed in use: it had 0.900 on the same photos.`);
  // What was judged on other photos says nothing about which of the two is better.
  const other = ended(1, 'd');
  expect(other.inUse).toBe(good.id);
  expect(other.summary).toContain('Compare the two in Models');
});

it('after more photos were named, the two are compared on those that neither learned from', () => {
  const old = ended(0.9, 'e');
  chooseModel(catalogue, old.id);
  const worse = ended(0.95, 'f', { modelId: old.id, queries: 20, map5: 0.8, own: 0.7 });
  expect(worse.inUse).toBe(old.id);
  expect(worse.summary).toContain(
    `${old.name} stayed in use: on the 20 photos that neither learned from ${old.name} had 0.800, this one 0.700.`,
  );
  const better = ended(0.6, 'g', { modelId: old.id, queries: 20, map5: 0.8, own: 0.85 });
  expect(better.inUse).toBe(better.id);
  // Somebody chose another version while it was trained: the comparison was with one no longer in use.
  const third = ended(0.5, 'h', { modelId: old.id, queries: 20, map5: 0.1, own: 0.85 });
  expect(third.inUse).toBe(better.id);
});
