import { lazy, Suspense, type ComponentType } from 'react';
import { Center, Loader } from '@mantine/core';
import type { CatalogueInfo } from '#api/contract/index.ts';
import { useRoute, type View } from '../route.ts';
import { OverviewView } from '../overview/OverviewView.tsx';
import { Rail } from './Rail.tsx';
import { TopBar } from './TopBar.tsx';

const screens: Record<View, ComponentType> = {
  overview: OverviewView,
  photos: lazy(() => import('../photos/PhotosView.tsx')),
  annotate: lazy(() => import('../annotate/AnnotateView.tsx')),
  detector: lazy(() => import('../detector/DetectorView.tsx')),
  identify: lazy(() => import('../identify/IdentifyView.tsx')),
  individuals: lazy(() => import('../individuals/IndividualsView.tsx')),
  models: lazy(() => import('../networks/ModelsView.tsx')),
  export: lazy(() => import('../export/ExportView.tsx')),
  jobs: lazy(() => import('../jobs/JobsView.tsx')),
  settings: lazy(() => import('../settings/SettingsView.tsx')),
};

export function Frame({ catalogue }: { catalogue: CatalogueInfo }) {
  const { view } = useRoute();
  const Screen = screens[view];
  return (
    <div className="frame">
      <Rail />
      <TopBar catalogue={catalogue} />
      <main className="main" key={catalogue.uuid}>
        <Suspense
          fallback={
            <Center h="60%">
              <Loader role="status" aria-label="Loading" />
            </Center>
          }
        >
          <Screen />
        </Suspense>
      </main>
    </div>
  );
}
