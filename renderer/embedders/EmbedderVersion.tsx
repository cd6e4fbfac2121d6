import { Button, CopyButton, Group, Text } from '@mantine/core';
import { IconPlayerPlay, IconVector } from '@tabler/icons-react';
import type { EmbedderEvaluation } from '#terms/embedder/evaluation.ts';
import type { Model } from '#terms/models/versions.ts';
import { api } from '../client/connection.ts';
import { useCatalogue } from '../client/queries.ts';
import { useActiveJob } from '../jobs/active-job.ts';
import { JobProgress } from '../jobs/JobProgress.tsx';
import { VersionPage } from '../reports/VersionPage.tsx';
import { Compare } from './Compare.tsx';
import { useEmbedder } from './embedder-store.ts';
import { makeVectors } from './make-vectors.ts';
import { Report } from './Report.tsx';

/** Where the same report lies as a page, for whoever has no Resight. */
function ReportFiles({ model }: { model: Model }) {
  const { data: catalogue } = useCatalogue();
  if (catalogue === undefined || catalogue === null) return null;
  const path = `${catalogue.folder}/models/embedder-${model.version}/evaluation.html`;
  return (
    <Group gap="sm" wrap="nowrap">
      <Text size="sm" c="dimmed" className="break">
        The same as a page of its own, and as JSON beside it: {path}
      </Text>
      <CopyButton value={path}>
        {({ copied, copy }) => (
          <Button size="compact-sm" variant="default" onClick={copy} style={{ flex: 'none' }}>
            {copied ? 'Copied' : 'Copy the path'}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}

function ReportWithFiles({ report, model }: { report: EmbedderEvaluation; model: Model }) {
  return (
    <>
      <Report report={report} />
      <ReportFiles model={model} />
    </>
  );
}

/** Weights that others trained are large, and few photos move them: their last stages learn, or a head on them. */
function TrainFurther({ model }: { model: Model }) {
  const { setRecipe, show } = useEmbedder();
  if (model.origin !== 'imported') return null;
  const preset = model.recipe['backbone'] === undefined ? 'head' : 'last-stages';
  return (
    <Button
      variant="default"
      leftSection={<IconPlayerPlay size={16} />}
      onClick={() => {
        setRecipe({ from: model.id, preset });
        show({ what: 'train' });
      }}
    >
      {preset === 'head' ? 'Train a head on it…' : 'Train it further…'}
    </Button>
  );
}

export function EmbedderVersion({ model, models }: { model: Model; models: readonly Model[] }) {
  const embedding = useActiveJob('embed');
  return (
    <VersionPage
      model={model}
      inUse={models.find(({ chosen }) => chosen)}
      buttons={
        model.state === 'ready' &&
        embedding === undefined && (
          <>
            <Button
              variant="default"
              leftSection={<IconVector size={16} />}
              onClick={() => void makeVectors(model.id)}
            >
              Make its vectors
            </Button>
            <TrainFurther model={model} />
          </>
        )
      }
      work={embedding !== undefined && <JobProgress job={embedding} />}
      resume={(modelId) => api.embedder.resume({ modelId })}
      evaluation={(modelId) => api.embedder.evaluation({ modelId })}
      judgeKind="evaluate-embedder"
      judge={() => api.embedder.evaluate({ modelId: model.id })}
      unjudged="This version has not been judged on encounters of this catalogue."
      Report={ReportWithFiles}
    >
      <Compare model={model} models={models} />
    </VersionPage>
  );
}
