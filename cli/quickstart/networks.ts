/** The trainings, detections and vectors of the quickstart. */
import type { BegunTraining } from '#terms/training/forecast.ts';
import type { Model } from '#terms/models/versions.ts';
import type { Job } from '#terms/jobs/job.ts';
import type { PseudoLabelRound } from '#terms/identity/pseudo-labels.ts';
import {
  continued,
  doneOnce,
  finished,
  jobsOf,
  secondsOfKind,
  secondsOfRuns,
  type Quickstart,
  type Step,
} from './quickstart.ts';

const three = (value: number) => value.toFixed(3);

/** The figure of a version's row, in words. */
function figure({ metrics }: Model, name: string): string {
  const value = metrics[name];
  return typeof value === 'number' ? three(value) : 'not known';
}

/** A version that is trained, gone on with where its training broke off, or begun. */
async function trained(
  quickstart: Quickstart,
  kind: Model['kind'],
  isOurs: (model: Model) => boolean,
  begin: () => Promise<BegunTraining>,
): Promise<{ model: Model; seconds: number | null }> {
  const { client } = quickstart;
  const known = (await client.models.list({ kind })).findLast(
    (model) => model.origin === 'trained' && model.jobId !== null && isOurs(model),
  );
  if (known?.state !== 'ready') {
    const { jobId } = known ?? { jobId: null };
    if (jobId === null) await finished(quickstart, (await begin()).job);
    else await continued(quickstart, await client.jobs.get({ jobId }));
    return trained(quickstart, kind, isOurs, begin);
  }
  const { jobId } = known;
  return {
    model: known,
    seconds:
      jobId === null ? null : await secondsOfRuns(quickstart, await client.jobs.get({ jobId })),
  };
}

export const trainDetector: Step = {
  title: 'Train the detector',
  run: async (quickstart) => {
    const { client, detector } = quickstart;
    const { model, seconds } = await trained(
      quickstart,
      'detector',
      () => true,
      () => client.detector.train(detector),
    );
    return {
      seconds,
      reached: `mAP@.5 ${figure(model, 'map50')} on ${figure(model, 'photos').split('.')[0]} photos of encounters it never saw`,
    };
  },
};

export const detect: Step = {
  title: 'Detect on the rest',
  run: async (quickstart) => {
    const { client } = quickstart;
    // The one trained here: the starter, which may be in use still, also proposes bodies.
    const trainedHere = (await client.models.list({ kind: 'detector' })).find(
      ({ origin }) => origin === 'trained',
    );
    const job = await doneOnce(quickstart, 'detect', () =>
      client.detector.detect({ modelId: trainedHere?.id ?? null }),
    );
    return { seconds: await secondsOfRuns(quickstart, job), reached: job.summary ?? '' };
  },
};

/** Learned from nothing but what was named. */
const isFirst = ({ origin, recipe }: Model) => {
  if (origin !== 'trained') return false;
  const rounds = recipe.pseudoLabelRounds;
  return !Array.isArray(rounds) || rounds.length === 0;
};

const embedderReached = (model: Model) =>
  `MAP@5 ${figure(model, 'map5')} (known animals ${figure(model, 'map5Known')}, new ones ${figure(model, 'map5New')})`;

/** The starter where this build brings one. */
async function startOf({ session, embedder: { from } }: Quickstart) {
  return from === 'starter' && (await session.app.ask('starter-embedder', null)) === null
    ? null
    : from;
}

export const trainEmbedder: Step = {
  title: 'Crop and train the embedder',
  run: async (quickstart) => {
    const { client, embedder } = quickstart;
    const { model, seconds } = await trained(quickstart, 'embedder', isFirst, async () => {
      return client.embedder.train({ ...embedder, from: await startOf(quickstart) });
    });
    return { seconds, reached: embedderReached(model) };
  },
};

/** Jobs of the trainings of the first and the second version; one that is not begun yet is missing. */
async function trainingJobs({ client }: Quickstart): Promise<number[]> {
  const trained = (await client.models.list({ kind: 'embedder' })).filter(
    ({ origin }) => origin === 'trained',
  );
  return trained.flatMap(({ jobId }) => (jobId === null ? [] : [jobId])).toSorted((a, b) => a - b);
}

/** Vectors by the network in use of every fin that lacks one, after the first training or the second. */
export const embedAfter = (training: 0 | 1): Step => ({
  title: 'Embed every fin',
  run: async (quickstart) => {
    const { client } = quickstart;
    const [from, to = Infinity] = (await trainingJobs(quickstart)).slice(training);
    const isOurs = ({ id }: Job) => from !== undefined && id > from && id < to;
    const ofStep = async () =>
      (await jobsOf(quickstart)).filter((job) => job.kind === 'embed' && isOurs(job));
    const [left] = await ofStep();
    if (left !== undefined && left.state !== 'done') await continued(quickstart, left);
    const { withoutVector } = await client.embedder.standing();
    if (withoutVector > 0) await finished(quickstart, await client.embedder.embed({}));
    const done = (await ofStep()).find(({ state }) => state === 'done');
    return {
      seconds: done === undefined ? null : await secondsOfKind(quickstart, 'embed', isOurs),
      reached: done?.summary ?? 'every fin has its vector',
    };
  },
});

async function roundOf({ client }: Quickstart): Promise<PseudoLabelRound | undefined> {
  return (await client.embedder.pseudoLabelRounds()).at(-1);
}

export const pseudoLabel: Step = {
  title: 'One round of pseudo-labels',
  run: async (quickstart) => {
    const { client, pseudoLabels } = quickstart;
    let round = await roundOf(quickstart);
    if (round === undefined) {
      const { total } = await client.embedder.previewPseudoLabels(pseudoLabels);
      if (total === 0) return { seconds: null, reached: 'no fin was sure enough; none stored' };
      round = await client.embedder.pseudoLabel(pseudoLabels);
    }
    return { seconds: null, reached: `${round.labels} fins named by the network, to learn from` };
  },
};

/** What the second training is worth beside the first: a worse one is never put in use. */
function againWords(model: Model, first: Model | undefined): string {
  const use = model.chosen
    ? `${model.name} is in use`
    : `${first?.name ?? 'the version before'} stays in use`;
  if (first === undefined) return use;
  const onSame = first.dataSeen.split === model.dataSeen.split;
  return onSame
    ? `before the round ${figure(first, 'map5')} on the same photos, so ${use}`
    : `judged on other photos than ${first.name}, so not to be compared; ${use}`;
}

export const trainAgain: Step = {
  title: 'Train the embedder again',
  run: async (quickstart) => {
    const { client, embedder } = quickstart;
    const round = await roundOf(quickstart);
    if (round === undefined) return { seconds: null, reached: 'nothing new to learn from' };
    const first = (await client.models.list({ kind: 'embedder' })).findLast(isFirst);
    const { model, seconds } = await trained(
      quickstart,
      'embedder',
      (one) => !isFirst(one),
      async () =>
        client.embedder.train({
          ...embedder,
          // Anew: the first version has learned from the photos that both are judged by.
          from: await startOf(quickstart),
          pseudoLabelRounds: [round.id],
        }),
    );
    return { seconds, reached: `${embedderReached(model)}; ${againWords(model, first)}` };
  },
};
