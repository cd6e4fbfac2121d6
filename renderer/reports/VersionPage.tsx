import { Alert, Button, Group, Text } from '@mantine/core';
import { IconGauge } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ComponentType, ReactNode } from 'react';
import type { BegunTraining } from '#terms/training/forecast.ts';
import type { JobKind } from '#terms/jobs/index.ts';
import type { Model } from '#terms/models/versions.ts';
import { useActiveJob } from '../jobs/active-job.ts';
import { beginJob } from '../jobs/begin-job.ts';
import { JobProgress } from '../jobs/JobProgress.tsx';
import { FailedState } from '../parts/FailedState.tsx';
import { RunPanel } from '../training/RunPanel.tsx';
import { RecipeTable } from '../versions/RecipeTable.tsx';
import { VersionHead } from '../versions/VersionHead.tsx';
import { evaluationQuery } from './evaluation-query.ts';

/** One version of either kind: its training, its report, beside another, and what is written down of it. */
export function VersionPage<Judged extends { at: number }>({
  model,
  inUse,
  buttons,
  work,
  resume,
  evaluation,
  judgeKind,
  judge,
  unjudged,
  Report,
  children,
}: {
  model: Model;
  /** The version of its kind that is in use. */
  inUse: Model | undefined;
  /** Buttons of the kind's own. */
  buttons?: ReactNode;
  /** What this version does now, beside learning. */
  work?: ReactNode;
  resume: (modelId: number) => Promise<BegunTraining>;
  /** The last report of a version; null if it was never judged. */
  evaluation: (modelId: number) => Promise<Judged | null>;
  judgeKind: JobKind;
  judge: () => Promise<unknown>;
  /** Said of a version that was never judged. */
  unjudged: string;
  Report: ComponentType<{ report: Judged; model: Model }>;
  /** The comparison with another version. */
  children: ReactNode;
}) {
  const { data, isError, error, refetch } = useQuery(evaluationQuery(model.id, evaluation));
  const judging = useActiveJob(judgeKind);
  return (
    <div className="versions-page">
      <VersionHead model={model} newer={inUse !== undefined && inUse.version > model.version}>
        {buttons}
      </VersionHead>
      {work}
      <RunPanel model={model} resume={resume} />
      {isError && <FailedState error={error} retry={() => void refetch()} />}
      {judging !== undefined && <JobProgress job={judging} />}
      {data === null && model.state === 'ready' && judging === undefined && (
        <Alert variant="default">
          <Group justify="space-between">
            <Text size="sm">{unjudged}</Text>
            <Button
              leftSection={<IconGauge size={16} />}
              onClick={() => void beginJob('It could not be judged', judge)}
            >
              Judge it
            </Button>
          </Group>
        </Alert>
      )}
      {data !== null && data !== undefined && <Report report={data} model={model} key={data.at} />}
      {children}
      <section className="panel recipe-tables" aria-label="What is written down">
        <RecipeTable title="Recipe" values={model.recipe} />
        <RecipeTable title="What it saw" values={model.dataSeen} />
        <RecipeTable title="Figures" values={model.metrics} />
      </section>
    </div>
  );
}
