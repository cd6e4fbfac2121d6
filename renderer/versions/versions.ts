/** Versions of networks, and what of them the screens of both kinds need. */
import { useQuery } from '@tanstack/react-query';
import type { CatalogueInfo } from '#terms/catalogue.ts';
import { hasEnded } from '#terms/jobs/job-states.ts';
import type { Job } from '#terms/jobs/job.ts';
import {
  modelKinds,
  type Model,
  type ModelKind,
  type TrainingPoint,
} from '#terms/models/versions.ts';
import { api } from '../client/connection.ts';
import { attempt, showDone } from '../client/error-words.ts';
import { queryClient, useJobs } from '../client/queries.ts';
import { useExportStore } from '../export/export-store.ts';
import { isActive } from '../jobs/active-job.ts';
import { share } from '../parts/words.ts';
import { goTo } from '../route.ts';

/** Newest first, the retired ones too. */
export const useModels = (kind: ModelKind) =>
  useQuery({ queryKey: ['models', 'list', kind], queryFn: () => api.models.list({ kind }) });

/** The job that trains or trained a version, also one that the list of jobs holds no more. */
export function useJobOf(model: Model): Job | undefined {
  const { data: jobs } = useJobs();
  const { jobId } = model;
  const listed = jobs?.find(({ id }) => id === jobId);
  const older = useQuery({
    queryKey: ['jobs', 'one', jobId],
    queryFn: () => (jobId === null ? null : api.jobs.get({ jobId })),
    enabled: jobs !== undefined && listed === undefined && jobId !== null,
  });
  return listed ?? older.data ?? undefined;
}

/** The version in training, if one is. */
export function useInTraining(models: readonly Model[] | undefined): Model | undefined {
  const { data: jobs } = useJobs();
  return models?.find(
    ({ state, jobId }) => state === 'training' && isActive(jobs?.find(({ id }) => id === jobId)),
  );
}

/** The curves of a version; only what came since is asked for while it trains. */
export function usePoints({ id: modelId, jobId }: Model) {
  // Another job of the same version goes on from an earlier step, and tells some steps anew.
  const queryKey = ['models', 'points', modelId, jobId];
  return useQuery({
    queryKey,
    queryFn: async () => {
      const before = queryClient.getQueryData<TrainingPoint[]>(queryKey) ?? [];
      const last = before.at(-1)?.step ?? 0;
      // The last step itself again: what its validation found is told after its loss.
      const fresh = await api.models.points({ modelId, afterStep: last - 1 });
      return [...before.filter(({ step }) => step < last), ...fresh];
    },
  });
}

/** Begun and not at its end, and nobody works at it: it can go on. */
export const isPaused = (model: Model, job: Job | undefined): boolean =>
  model.state === 'training' && job !== undefined && hasEnded(job);

/** Puts a version in use. */
export function putInUse(model: Model): Promise<unknown> {
  return attempt('It could not be put in use', async () => {
    await api.models.choose({ modelId: model.id });
    showDone(`${model.name} is in use now.`);
  });
}

/** Opens Export with this version chosen. */
export function exportVersion(model: Model): void {
  const catalogue = queryClient.getQueryData<CatalogueInfo | null>(['catalogue']);
  const { enter, setFormat, choose } = useExportStore.getState();
  if (catalogue !== null && catalogue !== undefined) enter(catalogue.uuid);
  setFormat('networks');
  choose({ modelId: model.id });
  goTo('export');
}

const numberIn = (record: Record<string, unknown>, key: string): number | null => {
  const value = record[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
};

/** The one figure by which versions of a kind are compared, where it was judged. */
export function headline({ kind, metrics }: Model): { label: string; value: number } | null {
  const { key, title } = modelKinds[kind].headline;
  const value = numberIn(metrics, key);
  return value === null ? null : { label: title, value };
}

/** `v2 Detector 2, mAP@.5 0.873`: a version among others to choose from. */
export function choiceOf(model: Model): { value: string; label: string } {
  const best = headline(model);
  return {
    value: `${model.id}`,
    label: `v${model.version} ${model.name}${best === null ? '' : `, ${best.label} ${share(best.value)}`}`,
  };
}

/** `96 boxes on 80 photos`: what a version learned from, as far as it was written down. */
export function sawWords({ dataSeen, origin }: Model): string {
  if (origin === 'starter') return 'comes with the program';
  if (origin === 'imported') return 'brought along';
  const train = dataSeen.train as
    { photos?: number; boxes?: number; individuals?: number } | undefined;
  if (train?.boxes === undefined) return 'what it saw is not known yet';
  const of = train.photos === undefined ? '' : ` on ${train.photos.toLocaleString('en')} photos`;
  const animals =
    train.individuals === undefined
      ? ''
      : ` of ${train.individuals.toLocaleString('en')} individuals`;
  return `saw ${train.boxes.toLocaleString('en')} boxes${of}${animals}`;
}
