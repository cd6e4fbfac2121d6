import {
  IconDownload,
  IconFileImport,
  IconMapPin,
  IconPlayerPlay,
  IconTags,
  IconWand,
} from '@tabler/icons-react';
import { useEffect } from 'react';
import { useCatalogue } from '../client/queries.ts';
import { useDetector } from '../detector/detector-store.ts';
import { AugmentPage } from '../embedders/AugmentPage.tsx';
import { useEmbedder } from '../embedders/embedder-store.ts';
import { EmbedderVersion } from '../embedders/EmbedderVersion.tsx';
import { ImportPage } from '../embedders/ImportPage.tsx';
import { PseudoPage } from '../embedders/PseudoPage.tsx';
import { StandingPage } from '../embedders/StandingPage.tsx';
import { TrainPage } from '../embedders/TrainPage.tsx';
import { FailedState } from '../parts/FailedState.tsx';
import { LoadingState } from '../parts/LoadingState.tsx';
import { goTo } from '../route.ts';
import { Lineage } from '../versions/Lineage.tsx';
import { SideEntries } from '../versions/SideEntries.tsx';
import { useModels } from '../versions/versions.ts';
import { VersionsLayout } from '../versions/VersionsLayout.tsx';
import { WeightsPage } from '../weights/WeightsPage.tsx';

const entries = [
  { what: 'standing', title: 'Where things stand', icon: IconMapPin },
  { what: 'train', title: 'Train a version', icon: IconPlayerPlay },
  { what: 'augment', title: 'Augmentation', icon: IconWand },
  { what: 'pseudo', title: 'Pseudo-labels', icon: IconTags },
  { what: 'weights', title: 'Starting weights', icon: IconDownload },
  { what: 'import', title: 'Import a network', icon: IconFileImport },
] as const;

export default function ModelsView() {
  const { page: asked, show, enter } = useEmbedder();
  const { data: catalogue } = useCatalogue();
  const uuid = catalogue?.uuid;
  useEffect(() => {
    if (uuid !== undefined) enter(uuid);
  }, [uuid, enter]);
  const embedders = useModels('embedder');
  const detectors = useModels('detector');
  if (embedders.isError || detectors.isError)
    return (
      <FailedState
        error={embedders.error ?? detectors.error}
        retry={() => {
          void embedders.refetch();
          void detectors.refetch();
        }}
      />
    );
  if (embedders.data === undefined || detectors.data === undefined) return <LoadingState h="60%" />;
  const page = asked ?? { what: 'standing' };
  const version =
    page.what === 'version' ? embedders.data.find(({ id }) => id === page.modelId) : undefined;
  return (
    <VersionsLayout
      label="Models"
      shown={`${page.what} ${version?.id ?? ''}`}
      side={
        <>
          <SideEntries entries={entries} current={page.what} show={(what) => show({ what })} />
          <Lineage
            title="Embedding networks"
            label="Versions of the embedding network"
            models={embedders.data}
            selected={version?.id ?? null}
            select={({ id }) => show({ what: 'version', modelId: id })}
          />
          <Lineage
            title="Detectors"
            label="Versions of the detector"
            models={detectors.data}
            selected={null}
            select={({ id }) => {
              if (uuid !== undefined) useDetector.getState().enter(uuid);
              useDetector.getState().show({ what: 'version', modelId: id });
              goTo('detector');
            }}
          />
        </>
      }
    >
      {page.what === 'train' && <TrainPage models={embedders.data} />}
      {page.what === 'augment' && <AugmentPage />}
      {page.what === 'pseudo' && <PseudoPage models={embedders.data} />}
      {page.what === 'weights' && <WeightsPage />}
      {page.what === 'import' && <ImportPage />}
      {version !== undefined && (
        <EmbedderVersion key={version.id} model={version} models={embedders.data} />
      )}
      {(page.what === 'standing' || (page.what === 'version' && version === undefined)) && (
        <StandingPage models={embedders.data} />
      )}
    </VersionsLayout>
  );
}
