import { useMantineColorScheme } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useEffect } from 'react';
import { StartScreen } from './catalogue/StartScreen.tsx';
import { bridge } from './client/bridge.ts';
import { useCatalogue } from './client/queries.ts';
import { Dialogs } from './dialogs/Dialogs.tsx';
import { act, actions } from './frame/actions.tsx';
import { onToggleScheme } from './frame/colour-scheme.ts';
import { ConnectionBanner } from './frame/ConnectionBanner.tsx';
import { Frame } from './frame/Frame.tsx';
import { Palette } from './frame/Palette.tsx';
import { FailedState } from './parts/FailedState.tsx';
import { LoadingState } from './parts/LoadingState.tsx';
import { Tour } from './tour/Tour.tsx';

export function App() {
  const catalogue = useCatalogue();
  const isOpen = catalogue.data !== undefined && catalogue.data !== null;
  const { toggleColorScheme } = useMantineColorScheme();
  useEffect(() => {
    onToggleScheme(toggleColorScheme);
  }, [toggleColorScheme]);
  useHotkeys(
    actions.flatMap((action) =>
      action.keys === undefined ? [] : [[action.keys, () => act(action.id, isOpen, 'key')]],
    ),
  );
  useEffect(() => bridge()?.onAction((actionId) => act(actionId, isOpen)), [isOpen]);
  return (
    <>
      <ConnectionBanner />
      <div className="screen">
        {catalogue.isPending ? (
          <LoadingState h="100%" />
        ) : catalogue.isError ? (
          <FailedState error={catalogue.error} retry={() => void catalogue.refetch()} />
        ) : catalogue.data === null ? (
          <StartScreen />
        ) : (
          <Frame key={catalogue.data.uuid} catalogue={catalogue.data} />
        )}
      </div>
      {isOpen && <Tour />}
      <Palette isOpen={isOpen} />
      <Dialogs />
    </>
  );
}
