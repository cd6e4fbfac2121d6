/** The trainings, detections and vectors of the quickstart. */
import type { BegunTraining, Model, PseudoLabelRound } from '#api/contract/index.ts';
import {
  continued,
  doneOnce,
  finished,
  lastJob,
  secondsOf,
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
  const job = jobId === null ? undefined : await client.jobs.get({ jobId });
  return { model: known, seconds: job === undefined ? null : secondsOf(job) };
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
    return { seconds: secondsOf(job), reached: job.summary ?? '' };
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

export const trainEmbedder: Step = {
  title: 'Crop and train the embedder',
  run: async (quickstart) => {
    const { client, session, embedder } = quickstart;
    const { model, seconds } = await trained(quickstart, 'embedder', isFirst, async () => {
      const bringsStarter = await session.app.ask('has-starter-embedder', null);
      const from = embedder.from === 'starter' && !bringsStarter ? null : embedder.from;
      return client.embedder.train({ ...embedder, from });
    });
    return { seconds, reached: embedderReached(model) };
  },
};

/** Vectors by the network in use of every fin that lacks one. */
export const embed: Step = {
  title: 'Embed every fin',
  run: async (quickstart) => {
    const { client } = quickstart;
    const left = await lastJob(quickstart, 'embed');
    if (left !== undefined && left.state !== 'done') await continued(quickstart, left);
    const { withoutVector } = await client.matching.standing();
    if (withoutVector === 0) return { seconds: null, reached: 'every fin has its vector' };
    const job = await finished(quickstart, await client.embedder.embed({}));
    return { seconds: secondsOf(job), reached: job.summary ?? '' };
  },
};

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

/** Part of the first training's epochs that the second takes: it goes on from there. */
const AGAIN = 0.4;

export const trainAgain: Step = {
  title: 'Train the embedder again',
  run: async (quickstart) => {
    const { client, embedder } = quickstart;
    const round = await roundOf(quickstart);
    if (round === undefined) return { seconds: null, reached: 'nothing new to learn from' };
    const first = (await client.models.list({ kind: 'embedder' })).findLast(isFirst);
    const epochs = Number(first?.recipe.epochs ?? 1);
    const { model, seconds } = await trained(
      quickstart,
      'embedder',
      (one) => !isFirst(one),
      () =>
        client.embedder.train({
          ...embedder,
          from: first?.id ?? null,
          epochs: Math.max(1, Math.round(AGAIN * epochs)),
          pseudoLabelRounds: [round.id],
        }),
    );
    const use = model.chosen ? '' : '; the version before stays in use';
    return { seconds, reached: `${embedderReached(model)}${use}` };
  },
};
