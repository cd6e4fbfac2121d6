import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { storeEmbeddings } from '../embeddings/store-embeddings.ts';
import { insertBox } from '../boxes/insert-box.ts';
import type { Catalogue } from '../catalogue.ts';
import { madeCatalogue, madeFile, storePhotos } from '../made-catalogue.fixture.ts';
import { storedVectors } from './embeddings.ts';
import { insertModel } from '../versions/add-version.ts';
import { pseudoLabelRounds, pseudoLabelsOf } from './pseudo-labels.ts';
import { storePseudoLabels } from '../identity/store-pseudo-labels.ts';

let made: ReturnType<typeof madeCatalogue>;
let catalogue: Catalogue;
let boxes: number[];
const embedder = () =>
  insertModel(
    catalogue,
    { kind: 'embedder', architecture: 'b0', origin: 'trained', state: 'ready' },
    1,
  ).id;

beforeEach(() => {
  made = madeCatalogue();
  ({ catalogue } = made);
  storePhotos(catalogue, [madeFile('a.jpg'), madeFile('b.jpg')]);
  boxes = [1, 2].map((photoId) =>
    insertBox(
      catalogue,
      { photoId, classId: 1, x: 0, y: 0, w: 1, h: 1, source: 'human', state: 'accepted' },
      1,
    ),
  );
});
afterEach(() => made.remove());

const rows = (revision = 1) =>
  boxes.map((boxId, at) => ({ boxId, revision, vector: Float32Array.of(at, 0.5, -1) }));

describe('vectors of boxes', () => {
  it('come back as they were stored, of the version asked for alone', () => {
    const [one, other] = [embedder(), embedder()];
    storeEmbeddings(catalogue, one, rows());
    expect(storedVectors(catalogue, one)).toEqual({
      boxIds: boxes,
      vectors: Float32Array.of(0, 0.5, -1, 1, 0.5, -1),
      dimensions: 3,
    });
    expect(storedVectors(catalogue, other).boxIds).toEqual([]);
  });

  it('of a box that was changed do not count until it is embedded again', () => {
    const modelId = embedder();
    storeEmbeddings(catalogue, modelId, rows());
    catalogue.run('UPDATE boxes SET revision = 2 WHERE id = ?', boxes[0]);
    expect(storedVectors(catalogue, modelId).boxIds).toEqual([boxes[1]]);
    storeEmbeddings(catalogue, modelId, rows(2).slice(0, 1));
    expect(storedVectors(catalogue, modelId).boxIds).toEqual(boxes);
  });

  it('of a box that is gone meanwhile are left, and lengths that differ are an error', () => {
    const modelId = embedder();
    const gone = { boxId: 99, revision: 1, vector: Float32Array.of(1, 2, 3) };
    storeEmbeddings(catalogue, modelId, [...rows(), gone]);
    expect(storedVectors(catalogue, modelId).boxIds).toEqual(boxes);
    storeEmbeddings(catalogue, modelId, [
      { boxId: boxes[1] ?? 0, revision: 1, vector: Float32Array.of(1) },
    ]);
    expect(() => storedVectors(catalogue, modelId)).toThrow('has 1 numbers and others');
  });
});

describe('rounds of pseudo-labels', () => {
  it('follow merges, and the newest round names a box that several do', () => {
    const modelId = embedder();
    catalogue.db
      .exec(`INSERT INTO individuals (id, code, created_at) VALUES (1, 'A', 1), (2, 'B', 1);
      INSERT INTO individuals (id, code, merged_into, created_at) VALUES (3, 'C', 2, 1)`);
    const label = (boxId: number | undefined, individualId: number) => ({
      boxId: boxId ?? 0,
      individualId,
      score: 0.8,
      probability: null,
    });
    const rule = { threshold: 0.6, top: null };
    const first = storePseudoLabels(
      catalogue,
      modelId,
      rule,
      [label(boxes[0], 1), label(boxes[1], 3)],
      5,
    );
    const second = storePseudoLabels(catalogue, modelId, rule, [label(boxes[0], 2)], 6);
    const labels = pseudoLabelsOf(catalogue, [first.id, second.id]);
    // The last one of a box counts, where a set is made of them.
    expect(new Map(labels.map(({ boxId, individualId }) => [boxId, individualId]))).toEqual(
      new Map([
        [boxes[0], 2],
        [boxes[1], 2],
      ]),
    );
    expect(pseudoLabelsOf(catalogue, [])).toEqual([]);
    expect(pseudoLabelRounds(catalogue).map(({ id, labels: count }) => [id, count])).toEqual([
      [second.id, 1],
      [first.id, 2],
    ]);
    expect(catalogue.value('SELECT count(*) FROM decisions')).toBe(0);
  });
});
