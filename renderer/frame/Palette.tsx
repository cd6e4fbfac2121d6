import { Kbd } from '@mantine/core';
import { Spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { keyWords, type Command } from '../actions/action.ts';
import { useRoute } from '../route.ts';
import { views } from '../views.ts';
import { actions } from './actions.tsx';

function row({ id, title, hint, icon: Picture, perform }: Command, keys: string | undefined) {
  return {
    id,
    label: title,
    description: hint,
    leftSection: <Picture size={20} stroke={1.6} />,
    rightSection: keys === undefined ? undefined : <Kbd size="xs">{keys}</Kbd>,
    onClick: perform,
  };
}

/** Every action by its name, with its key. */
export function Palette({ isOpen }: { isOpen: boolean }) {
  const { view } = useRoute();
  const commands = views.find(({ id }) => id === view)?.commands ?? [];
  return (
    <Spotlight
      shortcut={null}
      attributes={{ content: { 'aria-label': 'Commands' } }}
      highlightQuery
      nothingFound="No action of that name."
      limit={20}
      scrollable
      maxHeight={460}
      transitionProps={{ duration: 100 }}
      searchProps={{
        leftSection: <IconSearch size={18} />,
        placeholder: 'What do you want to do?',
        'aria-label': 'Search actions',
      }}
      actions={[
        ...actions
          .filter(({ needsCatalogue }) => isOpen || !needsCatalogue)
          .map(({ keys, ...action }) =>
            row(action, keys === undefined ? undefined : keyWords(keys)),
          ),
        ...commands.map((command) => row(command, command.key)),
      ]}
    />
  );
}
