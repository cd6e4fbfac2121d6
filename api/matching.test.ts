import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Catalogue } from '#catalog/catalogue.ts';
import { chooseModel } from '#catalog/versions/change-version.ts';
import { insertModel } from '#catalog/versions/add-version.ts';
import { madeApp } from './made-app.fixture.ts';
import {
  fillWithAnimals,
  gaussian,
  near,
  storeVector,
} from '#catalog/matching/made-animals.fixture.ts';

let made: Awaited<ReturnType<typeof madeApp>>;
let catalogue: Catalogue;
let modelId: number;
let centres: Float32Array[];
beforeEach(async () => {
  made = await madeApp();
  await made.client.catalogue.create({ parent: made.folder, name: 'Moray' });
  ({ catalogue } = made.app.open);
  ({ modelId, centres } = fillWithAnimals(catalogue, { individuals: 6, photos: 4, named: 3 }));
});
afterEach(() => made.remove());

const ANN = 1;
/** Photo `nth` of animal `animal`, both from 1; the fourth waits. */
const box = (animal: number, nth: number) => (animal - 1) * 4 + nth;
const candidates = (boxIds: number[], more: object = {}) =>
  made.client.matching.candidates({ boxIds, ...more });
const decide = (boxId: number, verdict: 'match' | 'new', individualId: number | null) =>
  made.client.decisions.decide({
    boxes: [{ boxId, version: versionOf(boxId) }],
    verdict,
    individualId,
    code: verdict === 'new' ? 'N1' : null,
    reviewerId: ANN,
  });
const versionOf = (boxId: number) =>
  catalogue.value<number>('SELECT coalesce(max(id), 0) FROM decisions WHERE box_id = ?', boxId) ??
  0;

describe('candidates of a fin', () => {
  it('are the known animals, the right one first, with what the score means', async () => {
    const { model, lacks, candidates: list, images } = await candidates([box(3, 4)]);
    expect([model, lacks]).toEqual(['Embedder 1', null]);
    const [first] = list;
    expect(first).toMatchObject({ individualId: 3, n: 340 });
    expect(first.score).toBeGreaterThan(0.6);
    // Of an animal e^20s, of "new" e^10, against the sum of all.
    const weight = ({ individualId, score }: { individualId: number | null; score: number }) =>
      Math.exp(individualId === null ? 10 : 20 * score);
    const sum = list.reduce((weights, one) => weights + weight(one), 0);
    for (const one of list) expect(one.probability).toBeCloseTo(weight(one) / sum, 6);
    expect([box(3, 1), box(3, 2), box(3, 3)]).toContain(first.bestBox?.boxId);
    expect(images[0]).toMatchObject({ individualId: 3, score: first.score });
  });

  it('have no chances for several fins together, or pooled otherwise than they were judged', async () => {
    for (const { candidates: list } of [
      await candidates([box(3, 4), box(3, 3)]),
      await candidates([box(3, 4)], { pooling: 'mean-top-3' }),
    ])
      for (const one of list) expect(one).toMatchObject({ probability: null, n: null });
  });

  it('have "new" behind everybody more alike than the threshold', async () => {
    const known = (await candidates([box(3, 4)])).candidates;
    expect(known.findIndex(({ individualId }) => individualId === null)).toBe(1);
    const stranger = near(new Float32Array(32).fill(0.001), 1, gaussian(99));
    storeVector(catalogue, modelId, box(3, 4), stranger);
    made.app.events.changed('models');
    catalogue.run('UPDATE boxes SET revision = 2, updated_at = 5 WHERE id = ?', box(3, 4));
    storeVector(catalogue, modelId, box(3, 4), stranger);
    made.app.events.changed('boxes');
    const fresh = (await candidates([box(3, 4)])).candidates;
    expect(fresh[0]).toMatchObject({ individualId: null, score: 0.5, bestBox: null });
  });

  it('are never the fin itself, nor its own photo, nor for a named fin its own burst', async () => {
    const shown = async (boxId: number) =>
      (await candidates([boxId])).images.map(({ box: { boxId: id } }) => id);
    expect(await shown(box(3, 1))).not.toContain(box(3, 1));
    expect(await shown(box(3, 1))).toContain(box(3, 2));
    // The next photo of the encounter, six seconds later.
    catalogue.run(
      'UPDATE photos SET taken_ms = (SELECT taken_ms + 6000 FROM photos WHERE id = ?) WHERE id = ?',
      box(3, 1),
      box(3, 2),
    );
    made.app.events.changed('photos');
    expect(await shown(box(3, 1))).not.toContain(box(3, 2));
    await made.client.decisions.undo({ decisionId: versionOf(box(3, 1)), reviewerId: ANN });
    expect(await shown(box(3, 1))).toContain(box(3, 2));
  });

  it('keep to a side, a quality and a species', async () => {
    catalogue.run(`UPDATE boxes SET side = 'right', updated_at = 9 WHERE id = ?`, box(3, 1));
    catalogue.run(`UPDATE boxes SET side = 'unknown', updated_at = 9 WHERE id = ?`, box(3, 2));
    made.app.events.changed('boxes');
    const shown = async (filter: object) =>
      (await candidates([box(3, 4)], { filter })).images
        .filter(({ individualId }) => individualId === 3)
        .map(({ box: { boxId } }) => boxId)
        .sort((a, b) => a - b);
    expect(await shown({ side: 'left' })).toEqual([box(3, 2), box(3, 3)]);
    expect(await shown({ side: 'right' })).toEqual([box(3, 1), box(3, 2)]);
    expect(await shown({ minQuality: 2 })).toEqual([box(3, 2), box(3, 3)]);
    expect(await shown({ species: 'Grampus griseus' })).toEqual([]);
  });

  it('follow every decision, undo and merge at once', async () => {
    const first = async (boxId: number) => (await candidates([boxId])).candidates[0].individualId;
    const { individual } = await decide(box(1, 4), 'new', null);
    // Its twin: the same vector under another box.
    const [own] = catalogue.all<{ vector: Buffer }>(
      'SELECT vector FROM embeddings WHERE box_id = ?',
      box(1, 4),
    );
    catalogue.run('UPDATE embeddings SET vector = ? WHERE box_id = ?', own.vector, box(2, 4));
    catalogue.run('UPDATE boxes SET revision = 2, updated_at = 7 WHERE id = ?', box(2, 4));
    catalogue.run('UPDATE embeddings SET box_revision = 2 WHERE box_id = ?', box(2, 4));
    made.app.events.changed('boxes');
    expect(await first(box(2, 4))).toBe(individual?.id);
    await made.client.individuals.merge({
      fromId: individual?.id ?? 0,
      intoId: 1,
      reviewerId: ANN,
    });
    expect(await first(box(2, 4))).toBe(1);
    expect((await candidates([box(2, 4)])).candidates.map((one) => one.individualId)).not.toContain(
      individual?.id,
    );
  });

  it('of several photos of one animal are found by every pair of photos', async () => {
    const group = [box(4, 4), box(4, 3), box(4, 2)];
    const { candidates: list, images } = await candidates(group, { pooling: 'mean-top-3' });
    expect(list[0].individualId).toBe(4);
    expect(images.map(({ box: { boxId } }) => boxId)).not.toContain(box(4, 3));
  });

  it('say what is lacking', async () => {
    const lacks = async (boxId: number) => (await candidates([boxId])).lacks;
    catalogue.run('DELETE FROM embeddings WHERE box_id = ?', box(1, 4));
    made.app.events.changed('models');
    expect(await lacks(box(1, 4))).toBe('vector');
    catalogue.run('DELETE FROM embeddings');
    made.app.events.changed('models');
    expect(await lacks(box(2, 4))).toBe('vectors');
    catalogue.run('UPDATE models SET chosen = 0');
    expect(await lacks(box(2, 4))).toBe('network');
  });

  it('are of the network in use, as soon as another is chosen', async () => {
    const { id } = insertModel(
      catalogue,
      { kind: 'embedder', architecture: 'made', origin: 'trained', state: 'ready' },
      1,
    );
    // To this one all fins of animal 1 look like animal 2.
    const next = gaussian(5);
    for (let animal = 1; animal <= 6; animal++)
      for (let nth = 1; nth <= 4; nth++)
        storeVector(
          catalogue,
          id,
          box(animal, nth),
          near(centres[animal === 1 && nth === 4 ? 1 : animal - 1], 0.2, next),
        );
    expect((await candidates([box(1, 4)])).candidates[0].individualId).toBe(1);
    chooseModel(catalogue, id);
    made.app.events.changed('models');
    const { candidates: list, modelId: of } = await candidates([box(1, 4)]);
    expect([of, list[0].individualId]).toEqual([id, 2]);
    expect(list[0]).toMatchObject({ probability: null, n: null });
  });

  it('leave out a vector that is damaged or of another length', async () => {
    catalogue.run(`UPDATE embeddings SET vector = zeroblob(128) WHERE box_id = ?`, box(1, 1));
    catalogue.run(`UPDATE embeddings SET vector = zeroblob(7) WHERE box_id = ?`, box(1, 2));
    expect((await candidates([box(1, 4)])).images.map((one) => one.box.boxId)).not.toContain(
      box(1, 1),
    );
  });
});

describe('the queue', () => {
  it('asks for no name of a body beside its fin, which the network in use cannot rank', async () => {
    const waiting = async () => {
      const { decisions, catalogue: of } = made.client;
      const { waiting: inQueue, rows } = await decisions.queue({});
      const encounters = await decisions.encounters();
      const inEncounters = encounters.reduce((sum, one) => sum + one.waiting, 0);
      return [inQueue, rows.length, inEncounters, (await of.overview()).openBoxes];
    };
    catalogue.run('UPDATE boxes SET class_id = 2 WHERE id = ?', box(2, 4));
    expect(await waiting()).toEqual([6, 6, 6, 6]);
    catalogue.run(`UPDATE models SET recipe = '{"classId":1}' WHERE id = ?`, modelId);
    expect(await waiting()).toEqual([5, 5, 5, 5]);
    const bodies = await made.client.decisions.queue({ filter: { classId: 2 } });
    expect(bodies.rows.map(({ boxId }) => boxId)).toEqual([box(2, 4)]);
  });

  const order = async (by: 'surest' | 'doubt') => {
    for (;;) {
      const queue = await made.client.decisions.queue({ order: by });
      if (queue.placed?.known === queue.placed?.of) return queue;
      await new Promise((resolve) => {
        setTimeout(resolve, 5);
      });
    }
  };

  it('stands in order of how sure the network is, and follows what was named meanwhile', async () => {
    const next = gaussian(3);
    const at = (boxId: number, noise: number) =>
      storeVector(
        catalogue,
        modelId,
        boxId,
        near(centres[Math.floor((boxId - 1) / 4)], noise, next),
      );
    at(box(2, 4), 0.05);
    at(box(5, 4), 3);
    expect((await order('surest')).rows[0].boxId).toBe(box(2, 4));
    expect((await order('surest')).rows.at(-1)?.boxId).toBe(box(5, 4));
    await decide(box(2, 4), 'match', 2);
    const { rows, waiting, placed } = await order('doubt');
    expect(rows.map(({ boxId }) => boxId)).not.toContain(box(2, 4));
    expect([waiting, placed]).toEqual([5, { known: 5, of: 5 }]);
  });
});

describe('an encounter', () => {
  it('is sorted into fins that look like one animal, never two of one photo', async () => {
    catalogue.run('UPDATE photos SET encounter_id = 1 WHERE id % 4 = 0');
    const next = gaussian(8);
    for (const [animal, as] of [
      [1, 0],
      [2, 0],
      [3, 1],
      [4, 1],
      [5, 2],
      [6, 0],
    ] as const)
      storeVector(catalogue, modelId, box(animal, 4), near(centres[as], 0.1, next));
    catalogue.run('UPDATE boxes SET photo_id = ? WHERE id = ?', box(1, 4), box(6, 4));
    const groups = await made.client.matching.groups({ encounterId: 1 });
    expect(groups.map(({ boxIds }) => boxIds.length)).toEqual([2, 2, 1, 1]);
    expect(groups.map(({ boxIds }) => boxIds.toSorted((a, b) => a - b))).toContainEqual([
      box(3, 4),
      box(4, 4),
    ]);
    for (const { boxIds } of groups)
      expect(boxIds).not.toEqual(expect.arrayContaining([box(1, 4), box(6, 4)]));
  });
});

describe('review lists', () => {
  it('show two codes of one animal, until a person keeps them apart', async () => {
    const next = gaussian(4);
    for (const nth of [1, 2, 3])
      storeVector(catalogue, modelId, box(5, nth), near(centres[1], 0.3, next));
    const [pair, ...rest] = await made.client.matching.duplicates({});
    expect([pair.a, pair.b, rest]).toEqual([2, 5, []]);
    expect(pair.probability).toBeGreaterThan(0.5);
    const { findingId } = await made.client.matching.keepApart({ a: 5, b: 2, reviewerId: ANN });
    expect(await made.client.matching.duplicates({})).toEqual([]);
    await made.client.matching.undoFinding({ findingId, reviewerId: ANN });
    expect(await made.client.matching.duplicates({})).toHaveLength(1);
    await expect(
      made.client.matching.undoFinding({ findingId, reviewerId: ANN }),
    ).rejects.toMatchObject({ code: 'conflict' });
    // Both on one photo: two animals for certain.
    catalogue.run('UPDATE boxes SET photo_id = ? WHERE id = ?', box(2, 1), box(5, 1));
    made.app.events.changed('photos');
    expect(await made.client.matching.duplicates({})).toEqual([]);
  });

  it('show a photo that looks like another animal, until a person says it belongs', async () => {
    storeVector(catalogue, modelId, box(4, 2), near(centres[2], 0.2, gaussian(6)));
    const [odd, ...rest] = await made.client.matching.mixUps({});
    expect(rest).toEqual([]);
    expect(odd).toMatchObject({
      individualId: 4,
      box: { boxId: box(4, 2) },
      closerTo: { individualId: 3 },
    });
    expect(odd.score).toBeLessThan(odd.among);
    await made.client.matching.confirmPhoto({
      individualId: 4,
      boxId: box(4, 2),
      reviewerId: ANN,
    });
    expect(await made.client.matching.mixUps({})).toEqual([]);
  });
});

describe('a heat map', () => {
  const heat = () => made.client.matching.heatMap({ boxId: box(1, 4), otherBoxId: box(2, 1) });

  it('is not to be had of a network that came without its weights, or of none', async () => {
    await expect(heat()).rejects.toMatchObject({ code: 'unsupported-here' });
    catalogue.run('UPDATE models SET chosen = 0');
    await expect(heat()).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('the standing', () => {
  it('counts what was named since and what has no vector, and says what is worth doing', async () => {
    expect(await made.client.embedder.standing()).toMatchObject({
      modelId,
      labels: 18,
      newLabels: 18,
      individuals: 6,
      withoutVector: 0,
      worth: null,
    });
    catalogue.run('UPDATE boxes SET revision = 2 WHERE id = ?', box(1, 4));
    const standing = await made.client.embedder.standing();
    expect(standing).toMatchObject({ withoutVector: 1, worth: 'embed' });
    expect(standing.advice).toBe(
      'Embedder 1 has not looked at 1 fin yet, so they are neither ranked nor found.',
    );
  });
});
