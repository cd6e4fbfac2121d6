import { spotlight } from '@mantine/spotlight';
import { IconKeyboard, IconMoon } from '@tabler/icons-react';
import type { Action } from '../actions/action.ts';
import { openDialog } from '../dialogs/dialog-store.ts';
import { goTo } from '../route.ts';
import { offers, views } from '../views.ts';
import { toggleScheme } from './colour-scheme.ts';
import { KeySheets } from './KeySheets.tsx';

const viewActions: readonly Action[] = views.map(({ id, title, hint, icon, keys }) => ({
  id: `view.${id}`,
  title,
  hint,
  icon,
  keys,
  needsCatalogue: true,
  perform: () => goTo(id),
}));

function AllKeys({ onDone }: { onDone: () => void }) {
  return <KeySheets actions={actions} onDone={onDone} />;
}

const frameActions: readonly Action[] = [
  {
    id: 'app.theme',
    title: 'Switch between dark and light',
    hint: 'Marks on a fin are judged best against neutral grey',
    icon: IconMoon,
    keys: 'mod+shift+L',
    needsCatalogue: false,
    perform: toggleScheme,
  },
  {
    id: 'app.palette',
    title: 'Search or run a command',
    hint: 'Every action by its name',
    icon: IconKeyboard,
    keys: 'mod+K',
    needsCatalogue: false,
    perform: () => spotlight.open(),
  },
  {
    id: 'app.shortcuts',
    title: 'Keyboard shortcuts',
    hint: 'The sheet of all keys',
    icon: IconKeyboard,
    keys: 'shift+?',
    needsCatalogue: false,
    perform: () => openDialog({ title: 'Keyboard shortcuts', size: 'lg', Body: AllKeys }),
  },
];

/** Everything that can be done from everywhere: one table for rail, palette, menu and keys. */
export const actions: readonly Action[] = [
  ...viewActions,
  ...offers.flatMap((offer) => offer.actions ?? []),
  ...frameActions,
];

/**
 * Does an action unless it needs a catalogue and none is open. From a key it also waits until the
 * dialog or whole-screen photo in front is gone, which has keys of its own.
 */
export function act(id: string, isOpen: boolean, from: 'key' | 'menu' = 'menu'): void {
  const action = actions.find((candidate) => candidate.id === id);
  if (action === undefined || (action.needsCatalogue && !isOpen)) return;
  const covered = document.querySelector('[role="dialog"]') !== null;
  if (from === 'key' && covered && action.id !== 'app.theme') return;
  action.perform();
}
