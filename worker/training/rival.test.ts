import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createCatalogue } from '#catalog/open-catalogue.ts';
import { layoutOf } from '#catalog/layout.ts';
import { insertModel } from '#catalog/versions/add-version.ts';
import { chooseModel } from '#catalog/versions/change-version.ts';
import { servingOf } from '#catalog/versions/serving.ts';
import type { StoredModel } from '#terms/models/versions.ts';
import { compareWithRival } from './rival.ts';

const folder = mkdtempSync(join(tmpdir(), 'resight-rival-'));
const catalogue = createCatalogue(folder, 'Rival');
afterAll(() => {
  catalogue.close();
  rmSync(folder, { recursive: true });
});

const add = (recipe: Record<string, unknown>) =>
  insertModel(
    catalogue,
    {
      kind: 'embedder',
      architecture: 'b0',
      origin: 'trained',
      state: 'ready',
      recipe,
      files: { onnx: 'network.onnx' },
    },
    1,
  );

it('is the version in use; where that cannot be read the log says so, and the training goes on', async () => {
  const [made, used] = [add({ input: 96 }), add({ input: 96 })];
  const lines: string[] = [];
  const context = {
    place: { catalogueFolder: catalogue.folder, databasePath: layoutOf(catalogue.folder).database },
    signal: new AbortController().signal,
    log: (_level: string, line: string) => lines.push(line),
  };
  const compared = () =>
    compareWithRival('embedder', made.id, context, (rival: StoredModel) =>
      Promise.resolve().then(() => ({ id: rival.id, input: servingOf(rival).input })),
    );
  expect(await compared()).toBeNull();
  chooseModel(catalogue, used.id);
  expect(await compared()).toEqual({ id: used.id, input: 96 });
  expect(lines).toEqual([]);

  // As an earlier program, or a broken disk, may have left it.
  catalogue.run(`UPDATE models SET recipe = '{}' WHERE id = ?`, used.id);
  expect(await compared()).toBeNull();
  expect(lines).toEqual([
    `There is no comparison with ${used.name}: ${used.name} does not say how its pictures are made. Train or import it again.`,
  ]);
});
