/** Keys of the two photo screens, for their bottom lines and the sheet of all keys. */
export const gridKeys = [
  ['← ↑ → ↓', 'move'],
  ['Enter', 'look at it'],
  ['Space', 'select'],
  ['Shift click', 'select to here'],
  ['Ctrl A', 'select all'],
  ['C', 'mark checked'],
  ['Esc', 'select none'],
] as const;

export const viewerKeys = [
  ['← →', 'previous, next'],
  ['wheel', 'zoom to the pointer'],
  ['drag', 'move'],
  ['0', 'fit'],
  ['1', 'one to one'],
  ['C', 'mark checked'],
  ['I', 'facts'],
  ['Esc', 'back'],
] as const;
