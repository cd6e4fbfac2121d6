import { Center, Loader, useMantineColorScheme } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useEffect } from 'react';
import { act, actions } from './actions/actions.tsx';
import { bridge } from './client/bridge.ts';
import { useCatalogue } from './client/queries.ts';
import { ConnectionBanner } from './frame/ConnectionBanner.tsx';
import { Dialogs } from './frame/Dialogs.tsx';
import { useDialogs } from './frame/dialogs.ts';
import { Frame } from './frame/Frame.tsx';
import { Palette } from './frame/Palette.tsx';
import { FailedState } from './parts/FailedState.tsx';
import { Tour } from './tour/Tour.tsx';
import { StartScreen } from './start/StartScreen.tsx';

export function App() {
  const catalogue = useCatalogue();
  const isOpen = catalogue.data !== undefined && catalogue.data !== null;
  const { toggleColorScheme } = useMantineColorScheme();
  useEffect(() => {
    useDialogs.setState({ toggleTheme: toggleColorScheme });
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
          <Center h="100%">
            <Loader role="status" aria-label="Loading" />
          </Center>
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
