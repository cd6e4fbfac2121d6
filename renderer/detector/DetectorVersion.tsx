import type { Model } from '#terms/models/versions.ts';
import { api } from '../client/connection.ts';
import { VersionPage } from '../reports/VersionPage.tsx';
import { Compare } from './Compare.tsx';
import { Report } from './Report.tsx';

export function DetectorVersion({ model, models }: { model: Model; models: readonly Model[] }) {
  const inUse = models.find(({ chosen }) => chosen);
  // The starter was judged on nothing of this catalogue: the photos of the one in use are taken.
  const likeModelId =
    model.origin === 'starter' && inUse !== undefined && inUse.id !== model.id
      ? inUse.id
      : undefined;
  return (
    <VersionPage
      model={model}
      inUse={inUse}
      resume={(modelId) => api.detector.resume({ modelId })}
      evaluation={(modelId) => api.detector.evaluation({ modelId })}
      judgeKind="evaluate-detector"
      judge={() => api.detector.evaluate({ modelId: model.id, likeModelId })}
      unjudged="This version has not been judged on photos of this catalogue."
      Report={Report}
    >
      <Compare model={model} models={models} />
    </VersionPage>
  );
}
