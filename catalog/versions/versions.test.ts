import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createCatalogue } from '../open-catalogue.ts';
import { addTrainingPoints } from './add-training-points.ts';
import { chooseModel, updateModel } from './change-version.ts';
import { chosenModel, getModel, listModels, trainingPoints } from '../queries/models.ts';
import { insertModel } from './add-version.ts';

const folder = mkdtempSync(join(tmpdir(), 'resight-models-'));
const catalogue = createCatalogue(folder, 'Models');
afterAll(() => {
  catalogue.close();
  rmSync(folder, { recursive: true });
});

const trained = { architecture: 'yolov5n', origin: 'trained' } as const;

it('numbers versions by kind and keeps one of a kind in use', () => {
  const first = insertModel(catalogue, { kind: 'detector', state: 'ready', ...trained }, 1);
  const second = insertModel(
    catalogue,
    { kind: 'detector', state: 'ready', parentId: first.id, ...trained },
    2,
  );
  const other = insertModel(catalogue, { kind: 'embedder', state: 'ready', ...trained }, 3);
  expect([first.version, second.version, other.version]).toEqual([1, 2, 1]);
  expect(second.name).toBe('Detector 2');
  expect(chosenModel(catalogue, 'detector')).toBeUndefined();
  chooseModel(catalogue, second.id);
  chooseModel(catalogue, other.id);
  chooseModel(catalogue, first.id);
  expect(chosenModel(catalogue, 'detector')?.id).toBe(first.id);
  expect(chosenModel(catalogue, 'embedder')?.id).toBe(other.id);
  expect(listModels(catalogue, 'detector').map(({ version }) => version)).toEqual([2, 1]);
});

it('refuses to use a version that is not ready, and takes a retired one out of use', () => {
  const model = insertModel(catalogue, { kind: 'embedder', state: 'training', ...trained }, 4);
  expect(() => chooseModel(catalogue, model.id)).toThrow('it is training');
  updateModel(catalogue, model.id, { state: 'ready', metrics: { map: 0.9 } });
  chooseModel(catalogue, model.id);
  updateModel(catalogue, model.id, { name: 'Fins of spring' });
  expect(getModel(catalogue, model.id)).toMatchObject({
    chosen: true,
    name: 'Fins of spring',
    metrics: { map: 0.9 },
  });
  updateModel(catalogue, model.id, { state: 'retired' });
  expect(chosenModel(catalogue, 'embedder')).toBeUndefined();
});

it('keeps curves in order; a step told again after a crash is told once', () => {
  const { id } = insertModel(catalogue, { kind: 'detector', state: 'training', ...trained }, 5);
  addTrainingPoints(catalogue, id, [{ step: 20, series: { loss: 2 } }]);
  addTrainingPoints(catalogue, id, [
    { step: 10, series: { loss: 3 } },
    { step: 20, series: { loss: 1.5 } },
    { step: 20, series: { 'validation map50': 0.4 } },
  ]);
  expect(trainingPoints(catalogue, id)).toEqual([
    { step: 10, series: { loss: 3 } },
    { step: 20, series: { loss: 1.5, 'validation map50': 0.4 } },
  ]);
  expect(trainingPoints(catalogue, id, 10)).toHaveLength(1);
});
