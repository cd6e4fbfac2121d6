import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addFins, season } from '#catalog/training/made-fins.fixture.ts';
import type { EmbedderSplit } from '#catalog/training/embedder-set.ts';
import { hasEnded } from '#terms/jobs/job-states.ts';
import type { Job } from '#terms/jobs/job.ts';
import { madeApp } from './made-app.fixture.ts';

type Made = Awaited<ReturnType<typeof madeApp>>;

let made: Made;
let photos: string;
beforeEach(async () => {
  made = await madeApp();
  await made.client.catalogue.create({ parent: made.folder, name: 'Fins' });
  photos = join(made.folder, 'photos');
});
afterEach(() => made.remove());

const catalogue = () => made.app.open.catalogue;

/** As small as a network and a training may be. */
const tiny = {
  from: null,
  backbone: 'b0' as const,
  fusion: 'gem' as const,
  dimensions: 16,
  input: 64,
  batch: 4,
  epochs: 2,
  newShare: 0.2,
  device: 'cpu' as const,
};

async function ended(job: Job): Promise<Job> {
  for (;;) {
    const now = await made.client.jobs.get({ jobId: job.id });
    if (hasEnded(now)) return now;
    await setTimeout(20);
  }
}

const failure = async (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => 'It was answered.',
    (error: Error) => error.message,
  );

describe('an embedder', () => {
  it('is trained through a killed worker, embeds, is judged, ranks and names what it is sure of', async () => {
    const { client, app } = made;
    await addFins(catalogue(), photos, season(5, 4));
    const unnamed = await addFins(
      catalogue(),
      photos,
      ['A', 'B', 'C'].map((drawn) => ({ animal: null, drawn, encounter: 'later' })),
    );
    const forecast = await client.embedder.forecast(tiny);
    expect(forecast.obstacles).toEqual([]);
    expect(forecast.memory.bytes).toBeGreaterThan(1e8);
    expect(forecast.train.boxes + forecast.validation.boxes).toBeLessThanOrEqual(20);

    const begun = await client.embedder.train({ ...tiny, epochs: 8 });
    const checkpoint = join(catalogue().folder, 'models/embedder-1/training.last.safetensors');
    while (!existsSync(checkpoint)) await setTimeout(20);
    process.kill(app.workerPid ?? 0, 'SIGKILL');
    expect((await ended(begun.job)).error?.code).toBe('worker-died');
    const cut = await client.models.get({ modelId: begun.model.id });
    expect(cut.state).toBe('training');
    const pointsBefore = await client.models.points({ modelId: begun.model.id });

    const again = await client.embedder.resume({ modelId: begun.model.id });
    const trained = await ended(again.job);
    expect(trained.error).toBeNull();
    const model = await client.models.get({ modelId: begun.model.id });
    expect(model).toMatchObject({ state: 'ready', chosen: true, version: 1 });
    expect(model.metrics).toMatchObject({ queries: forecast.validation.boxes });
    const points = await client.models.points({ modelId: begun.model.id });
    expect(points.length).toBeGreaterThan(pointsBefore.length);
    expect(points.some(({ series }) => 'validation MAP@5' in series)).toBe(true);

    // What is in use has learned from every name; what was judged is kept to be judged again.
    const folder = join(catalogue().folder, 'models/embedder-1');
    const split = JSON.parse(await readFile(join(folder, 'split.json'), 'utf8')) as EmbedderSplit;
    expect(split.final).toHaveLength(20);
    expect(split.train.length).toBeLessThan(20);
    expect(existsSync(join(folder, 'judged.onnx'))).toBe(true);
    expect(existsSync(join(folder, 'final'))).toBe(false);

    const evaluation = await client.embedder.evaluation({ modelId: model.id });
    expect(evaluation?.queries).toBe(forecast.validation.boxes);
    expect(evaluation?.map5.value).toBeCloseTo(Number(model.metrics['map5']));
    const page = await readFile(
      join(catalogue().folder, 'models/embedder-1/evaluation.html'),
      'utf8',
    );
    expect(page).toContain('<svg');
    expect(page).not.toMatch(/(?:src|href)="(?!data:)/);

    const embedded = await ended(await client.embedder.embed({ device: 'cpu' }));
    expect(embedded.result).toMatchObject({ embedded: 23, alreadyThere: 0 });
    const repeated = await ended(await client.embedder.embed({ device: 'cpu' }));
    expect(repeated.result).toMatchObject({ embedded: 0, alreadyThere: 23 });
    const box = unnamed[0] ?? 0;
    catalogue().run('UPDATE boxes SET x = 0.12, revision = revision + 1 WHERE id = ?', box);
    const third = await ended(await client.embedder.embed({ device: 'cpu' }));
    expect(third.result).toMatchObject({ embedded: 1, alreadyThere: 22 });

    const { rows, withoutVector } = await client.embedder.match({ limit: 6 });
    expect(withoutVector).toBe(0);
    expect(rows.map(({ boxId }) => boxId)).toEqual(unnamed);
    for (const { candidates } of rows) {
      expect(candidates.filter(({ code }) => code === null)).toHaveLength(1);
      expect(candidates).toHaveLength(6);
    }

    // The match page ranks with these vectors, and is told which regions drove a likeness.
    const fin = unnamed[1] ?? 0;
    const ranking = await client.matching.candidates({ boxIds: [fin] });
    expect(ranking).toMatchObject({ lacks: null, modelId: model.id });
    expect(ranking.candidates).toHaveLength(6);
    const other = ranking.images[0].box.boxId;
    const heat = await client.matching.heatMap({ boxId: fin, otherBoxId: other });
    expect([heat.query.length, heat.other.length]).toEqual([4, 4]);
    expect(Math.max(...heat.query)).toBe(1);

    const rule = { threshold: null, top: 2 };
    const preview = await client.embedder.previewPseudoLabels(rule);
    expect(preview.total).toBe(2);
    const round = await client.embedder.pseudoLabel(rule);
    expect(round).toMatchObject({ labels: 2, modelId: model.id, trainedModelId: null });
    // They name nobody: the boxes still wait for a person.
    expect((await client.embedder.match({})).rows).toHaveLength(3);

    const second = await client.embedder.train({ ...tiny, pseudoLabelRounds: [round.id] });
    expect((await ended(second.job)).error).toBeNull();
    const learner = await client.models.get({ modelId: second.model.id });
    // A label in an encounter that is judged by is not learned.
    expect([1, 2]).toContain(learner.dataSeen['pseudoLabels']);
    expect(learner.dataSeen).toMatchObject({
      validation: model.dataSeen['validation'],
      split: model.dataSeen['split'],
    });
    const [told] = await client.embedder.pseudoLabelRounds();
    expect(told).toMatchObject({ id: round.id, trainedModelId: learner.id });
    expect(told?.map5Before).toBeCloseTo(Number(model.metrics['map5']));
    expect(told?.map5After).toBeCloseTo(Number(learner.metrics['map5']));

    const compared = await client.embedder.evaluate({
      modelId: learner.id,
      likeModelId: model.id,
      device: 'cpu',
    });
    expect((await ended(compared)).error).toBeNull();
    // Vectors of the first version serve nobody else.
    expect((await client.embedder.match({ modelId: learner.id })).withoutVector).toBe(3);
  }, 120_000);

  it('that was trained after more fins were named is compared on those that the one in use had not met', async () => {
    const { client } = made;
    await addFins(catalogue(), photos, season(5, 4));
    const first = await client.embedder.train(tiny);
    expect((await ended(first.job)).error).toBeNull();
    const later = season(5, 6).map((fin) => ({ ...fin, encounter: `later ${fin.encounter}` }));
    await addFins(catalogue(), photos, later);
    const second = await client.embedder.train({ ...tiny, validationShare: 0.5 });
    const { error, result } = await ended(second.job);
    expect(error).toBeNull();
    const { rival } = result as { rival: { modelId: number; queries: number } };
    expect(rival).toMatchObject({ modelId: first.model.id });
    expect(rival.queries).toBeGreaterThanOrEqual(10);
  }, 60_000);

  it('shows what augmentation makes of the crops, the plain one first', async () => {
    await addFins(catalogue(), photos, season(3, 3));
    const shown = await made.client.embedder.augmentations({
      ...tiny,
      mirrorClasses: false,
      crops: 2,
    });
    expect(shown).toHaveLength(2);
    for (const { pictures } of shown) {
      expect(new Set(pictures.map(({ url }) => url)).size).toBe(pictures.length);
      for (const { url, isOther } of pictures) {
        expect(url).toMatch(/^data:image\/png;base64,iVBOR/);
        expect(isOther).toBe(false);
      }
    }
    // Where mirrored fins are other animals, some are shown so; never the plain one.
    const mirrored = await made.client.embedder.augmentations({
      ...tiny,
      mirrorClasses: true,
      crops: 2,
    });
    const others = mirrored.map(({ pictures }) => pictures.map(({ isOther }) => isOther));
    expect(others.map(([plain]) => plain)).toEqual([false, false]);
    expect(new Set(others.flat())).toEqual(new Set([true, false]));
  });
});

describe('a training that cannot begin says why', () => {
  it('with one individual only', async () => {
    await addFins(catalogue(), photos, season(1, 4));
    const { obstacles } = await made.client.embedder.forecast(tiny);
    expect(obstacles.join(' ')).toContain('Only one individual is identified (A)');
    expect(await failure(made.client.embedder.train(tiny))).toContain('at least two');
    expect(await made.client.models.list({})).toEqual([]);
  });

  it('with one photo of every animal, or one encounter of each', async () => {
    await addFins(catalogue(), photos, season(6, 1));
    const one = await made.client.embedder.forecast(tiny);
    expect(one.obstacles.join(' ')).toContain('6 identified animals has one photo');
    await addFins(catalogue(), photos, season(6, 1));
    const two = await made.client.embedder.forecast(tiny);
    expect(two.obstacles.join(' ')).toContain('No animal was identified in two encounters');
  });

  it('with nobody identified', async () => {
    await addFins(catalogue(), photos, [{ animal: null, encounter: 'x' }]);
    const { obstacles } = await made.client.embedder.forecast(tiny);
    expect(obstacles.join(' ')).toContain('No box of this class is identified');
  });
});
