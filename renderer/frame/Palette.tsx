import { Kbd } from '@mantine/core';
import { Spotlight } from '@mantine/spotlight';
import { IconBox, IconSearch } from '@tabler/icons-react';
import { actions, keyWords } from '../actions/actions.tsx';
import { readable } from '../actions/key-press.ts';
import { annotateActions } from '../annotate/actions.ts';
import { useRoute } from '../route.ts';

/** Every action by its name, with its key. */
export function Palette({ isOpen }: { isOpen: boolean }) {
  const { view } = useRoute();
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
      actions={actions
        .filter(({ needsCatalogue }) => isOpen || !needsCatalogue)
        .map(({ id, title, hint, icon: Picture, keys, perform }) => ({
          id,
          label: title,
          description: hint,
          leftSection: <Picture size={20} stroke={1.6} />,
          rightSection: keys === undefined ? undefined : <Kbd size="xs">{keyWords(keys)}</Kbd>,
          onClick: perform,
        }))
        .concat(
          view === 'annotate'
            ? annotateActions.map(({ id, title, group, keys: [key], perform }) => ({
                id: `annotate.${id}`,
                label: title,
                description: `Annotate: ${group.toLowerCase()}`,
                leftSection: <IconBox size={20} stroke={1.6} />,
                rightSection: <Kbd size="xs">{readable(key ?? '')}</Kbd>,
                onClick: perform,
              }))
            : [],
        )}
    />
  );
}
