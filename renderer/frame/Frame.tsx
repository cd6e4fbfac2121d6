import './frame.css';
import { createElement, useEffect } from 'react';
import type { CatalogueInfo } from '#terms/catalogue.ts';
import type { View } from '#terms/views.ts';
import { FailedState } from '../parts/FailedState.tsx';
import { LoadingState } from '../parts/LoadingState.tsx';
import { useRoute } from '../route.ts';
import { makeReady } from './make-ready.ts';
import { Rail } from './Rail.tsx';
import { loadScreen, useScreens } from './screens.ts';
import { TopBar } from './TopBar.tsx';

function Screen({ view }: { view: View }) {
  const shown = useScreens(({ screens }) => screens[view]);
  const failed = useScreens((state) => state.failed[view]);
  useEffect(() => void loadScreen(view), [view]);
  if (shown !== undefined) return createElement(shown);
  if (failed !== undefined)
    return <FailedState error={failed} retry={() => void loadScreen(view)} />;
  return <LoadingState h="60%" />;
}

export function Frame({ catalogue }: { catalogue: CatalogueInfo }) {
  const { view } = useRoute();
  useEffect(() => makeReady(view), [view]);
  return (
    <div className="frame">
      <Rail />
      <TopBar catalogue={catalogue} />
      <main className="main">
        <Screen key={view} view={view} />
      </main>
    </div>
  );
}
