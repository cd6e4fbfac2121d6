import type { Model } from '#terms/models/versions.ts';
import './detector.css';
import { IconMapPin, IconPlayerPlay, IconTarget } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useCatalogue } from '../client/queries.ts';
import { FailedState } from '../parts/FailedState.tsx';
import { LoadingState } from '../parts/LoadingState.tsx';
import { Lineage } from '../versions/Lineage.tsx';
import { SideEntries } from '../versions/SideEntries.tsx';
import { useInTraining, useModels } from '../versions/versions.ts';
import { VersionsLayout } from '../versions/VersionsLayout.tsx';
import { useDetector, type DetectorPage } from './detector-store.ts';
import { DetectorVersion } from './DetectorVersion.tsx';
import { DetectPage } from './DetectPage.tsx';
import { StandingPage } from './StandingPage.tsx';
import { TrainPage } from './TrainPage.tsx';
import { useDetectorStanding } from '../training/use-standing.ts';

/** What is shown before the person chose: what runs, else where things stand. */
function usePage(models: readonly Model[] | undefined): DetectorPage {
  const { page } = useDetector();
  const running = useInTraining(models);
  if (page !== null) return page;
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
  const set = useDetectorStanding();
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
  if (models.data === undefined || set.data === undefined) return <LoadingState h="60%" />;
  const version =
    page.what === 'version' ? models.data.find(({ id }) => id === page.modelId) : undefined;
  return (
    <VersionsLayout
      label="Detector"
      shown={`${page.what} ${version?.id ?? ''}`}
      side={
        <>
          <SideEntries entries={entries} current={page.what} show={(what) => show({ what })} />
          <Lineage
            title="Versions"
            label="Versions of the detector"
            models={models.data}
            selected={version?.id ?? null}
            select={({ id }) => show({ what: 'version', modelId: id })}
          />
        </>
      }
    >
      {page.what === 'train' && <TrainPage models={models.data} />}
      {page.what === 'detect' && <DetectPage models={models.data} />}
      {version !== undefined && (
        <DetectorVersion key={version.id} model={version} models={models.data} />
      )}
      {(page.what === 'standing' || (page.what === 'version' && version === undefined)) && (
        <StandingPage models={models.data} set={set.data} />
      )}
    </VersionsLayout>
  );
}
