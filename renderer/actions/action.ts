import type { Icon } from '@tabler/icons-react';

/** Something that can be done by its name. */
export interface Command {
  id: string;
  title: string;
  /** One line on what it does, for the palette. */
  hint: string;
  icon: Icon;
  perform: () => void;
}

/** Something a person can do from everywhere, by the rail, the palette, the menu or a key. */
export interface Action extends Command {
  /** As Mantine's hotkeys have it; `mod` is Ctrl or ⌘. */
  keys?: string;
  /** Only while a catalogue is open. */
  needsCatalogue: boolean;
}

/** `mod+shift+L` as a person reads it here. */
export function keyWords(keys: string): string {
  const mac = /mac/i.test(navigator.userAgent);
  return keys
    .split('+')
    .map((key) => {
      if (key === 'mod') return mac ? '⌘' : 'Ctrl';
      return key.length === 1 ? key.toUpperCase() : key[0].toUpperCase() + key.slice(1);
    })
    .filter((key, _, all) => !(key === 'Shift' && all.includes('?')))
    .join(mac ? '' : ' ');
}
