import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { askedEmbedder } from '#terms/embedder/recipe.ts';
import { createCatalogue } from '../open-catalogue.ts';
import { addFins, season } from './made-fins.fixture.ts';
import { planEmbedder } from './plan-embedder.ts';

const folder = mkdtempSync(join(tmpdir(), 'resight-plan-'));
const catalogue = createCatalogue(folder, 'Plan');
afterAll(() => {
  catalogue.close();
  rmSync(folder, { recursive: true });
});

it('a training in two halves is forecast with the steps of both', async () => {
  await addFins(catalogue, join(folder, 'photos'), season(5, 4));
  const asked = askedEmbedder.parse({ batch: 4, epochs: 3, newShare: 0.2 });
  const judged = planEmbedder(catalogue, { ...asked, finalFit: false });
  const learned = judged.train.boxes;
  expect(learned).toBeLessThan(20);
  expect(judged.steps).toBe(3 * Math.floor(learned / 4));
  // The second half learns from all twenty.
  expect(planEmbedder(catalogue, { ...asked, finalFit: true }).steps).toBe(judged.steps + 3 * 5);
});
