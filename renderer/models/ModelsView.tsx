import '../versions/versions.css';
import { Center, Loader, Title } from '@mantine/core';
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
import { FailedState } from '../parts/FailedState.tsx';
import { goTo } from '../route.ts';
import { Lineage } from '../versions/Lineage.tsx';
import { SideEntries } from '../versions/SideEntries.tsx';
import { useModels } from '../versions/versions.ts';
import { AugmentPage } from '../embedders/AugmentPage.tsx';
import { ImportPage } from '../embedders/ImportPage.tsx';
import { useEmbedder } from '../embedders/embedder-store.ts';
import { PseudoPage } from '../embedders/PseudoPage.tsx';
import { StandingPage } from '../embedders/StandingPage.tsx';
import { TrainPage } from '../embedders/TrainPage.tsx';
import { VersionPage } from '../embedders/VersionPage.tsx';
import { WeightsPage } from '../weights/WeightsPage.tsx';

const entries = [
  { what: 'standing', title: 'Where things stand', icon: IconMapPin },
  { what: 'train', title: 'Train a version', icon: IconPlayerPlay },
  { what: 'augment', title: 'Augmentation', icon: IconWand },
  { what: 'pseudo', title: 'Pseudo-labels', icon: IconTags },
  { what: 'weights', title: 'Starting weights', icon: IconDownload },
  { what: 'import', title: 'Import an ONNX network', icon: IconFileImport },
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
  if (embedders.data === undefined || detectors.data === undefined)
    return (
      <Center h="60%">
        <Loader role="status" aria-label="Loading" />
      </Center>
    );
  const page = asked ?? { what: 'standing' };
  const version =
    page.what === 'version' ? embedders.data.find(({ id }) => id === page.modelId) : undefined;
  return (
    <div className="versions">
      <aside className="versions-side" aria-label="Models">
        <SideEntries entries={entries} current={page.what} show={(what) => show({ what })} />
        <Title order={2} className="side-title">
          Embedding networks
        </Title>
        <Lineage
          label="Versions of the embedding network"
          models={embedders.data}
          selected={version?.id ?? null}
          select={({ id }) => show({ what: 'version', modelId: id })}
        />
        <Title order={2} className="side-title">
          Detectors
        </Title>
        <Lineage
          label="Versions of the detector"
          models={detectors.data}
          selected={null}
          select={({ id }) => {
            if (uuid !== undefined) useDetector.getState().enter(uuid);
            useDetector.getState().show({ what: 'version', modelId: id });
            goTo('detector');
          }}
        />
      </aside>
      <div className="versions-body" key={`${page.what} ${version?.id ?? ''}`}>
        {page.what === 'train' && <TrainPage embedders={embedders.data} />}
        {page.what === 'augment' && <AugmentPage />}
        {page.what === 'pseudo' && <PseudoPage embedders={embedders.data} />}
        {page.what === 'weights' && <WeightsPage />}
        {page.what === 'import' && <ImportPage />}
        {version !== undefined && (
          <VersionPage key={version.id} model={version} embedders={embedders.data} />
        )}
        {(page.what === 'standing' || (page.what === 'version' && version === undefined)) && (
          <StandingPage embedders={embedders.data} />
        )}
      </div>
    </div>
  );
}
