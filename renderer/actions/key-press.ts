/** Keys as the tables of the busy views write them: `KeyboardEvent.key`, letters small, `ctrl+`, `shift+` before. */

/** `ctrl+shift+z` of a key press; ⌘ counts as Ctrl. */
export function keyOf(event: {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
}): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  // A sign that needs Shift on some keyboards is the sign, not Shift and something.
  const shift = event.shiftKey && (event.key.length > 1 || /^[a-z]$/.test(key));
  return `${event.ctrlKey || event.metaKey ? 'ctrl+' : ''}${shift ? 'shift+' : ''}${key}`;
}

const keyNames: Record<string, string> = {
  ' ': 'Space',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Delete: 'Del',
  Escape: 'Esc',
};

/** `ctrl+z` as a person reads it. */
export const readable = (key: string): string =>
  key
    .split(/\+(?=.)/)
    .map(
      (part) =>
        keyNames[part] ??
        (part.length === 1
          ? part.toUpperCase()
          : part.replace('ctrl', 'Ctrl').replace('shift', 'Shift')),
    )
    .join(' ');
