import '../versions/versions.css';
import './detector.css';
import { Center, Loader, Title } from '@mantine/core';
import { IconMapPin, IconPlayerPlay, IconTarget } from '@tabler/icons-react';
import { useEffect } from 'react';
import type { Model } from '#api/contract/index.ts';
import { useCatalogue, useJobs } from '../client/queries.ts';
import { FailedState } from '../parts/FailedState.tsx';
import { isActive } from '../jobs/JobProgress.tsx';
import { Lineage } from '../versions/Lineage.tsx';
import { SideEntries } from '../versions/SideEntries.tsx';
import { useModels } from '../versions/versions.ts';
import { DetectPage } from './DetectPage.tsx';
import { useDetector, type DetectorPage } from './detector-store.ts';
import { StandingPage } from './StandingPage.tsx';
import { TrainPage } from './TrainPage.tsx';
import { useTrainingSet } from './use-detector.ts';
import { VersionPage } from './VersionPage.tsx';

/** What is shown before the person chose: what runs, else where things stand. */
function usePage(models: readonly Model[] | undefined): DetectorPage {
  const { page } = useDetector();
  const { data: jobs } = useJobs();
  if (page !== null) return page;
  const running = models?.find(
    ({ state, jobId }) => state === 'training' && isActive(jobs?.find(({ id }) => id === jobId)),
  );
  return running === undefined ? { what: 'standing' } : { what: 'version', modelId: running.id };
}

const entries = [
  { what: 'standing', title: 'Where things stand', icon: IconMapPin },
  { what: 'train', title: 'Train a version', icon: IconPlayerPlay },
  { what: 'detect', title: 'Detect on photos', icon: IconTarget },
] as const;

export default function DetectorView() {
  const { show, enter } = useDetector();
  const { data: catalogue } = useCatalogue();
  const uuid = catalogue?.uuid;
  useEffect(() => {
    if (uuid !== undefined) enter(uuid);
  }, [uuid, enter]);
  const models = useModels('detector');
  const set = useTrainingSet();
  const page = usePage(models.data);
  if (models.isError || set.isError)
    return (
      <FailedState
        error={models.error ?? set.error}
        retry={() => {
          void models.refetch();
          void set.refetch();
        }}
      />
    );
  if (models.data === undefined || set.data === undefined)
    return (
      <Center h="60%">
        <Loader role="status" aria-label="Loading" />
      </Center>
    );
  const version =
    page.what === 'version' ? models.data.find(({ id }) => id === page.modelId) : undefined;
  return (
    <div className="versions">
      <aside className="versions-side" aria-label="Detector">
        <SideEntries entries={entries} current={page.what} show={(what) => show({ what })} />
        <Title order={2} className="side-title">
          Versions
        </Title>
        <Lineage
          label="Versions of the detector"
          models={models.data}
          selected={version?.id ?? null}
          select={({ id }) => show({ what: 'version', modelId: id })}
        />
      </aside>
      <div className="versions-body" key={`${page.what} ${version?.id ?? ''}`}>
        {page.what === 'train' && <TrainPage models={models.data} />}
        {page.what === 'detect' && <DetectPage models={models.data} />}
        {version !== undefined && (
          <VersionPage key={version.id} model={version} models={models.data} />
        )}
        {(page.what === 'standing' || (page.what === 'version' && version === undefined)) && (
          <StandingPage models={models.data} set={set.data} />
        )}
      </div>
    </div>
  );
}
