/** Keys of the individuals, for the bottom lines and for the sheet of all keys. */
type Keys = readonly (readonly [keys: string, what: string])[];

export const pageKeys: Keys = [
  ['Esc', 'all individuals'],
  ['[ ]', 'before, next'],
  ['← →', 'photos'],
  ['Space', 'choose'],
  ['B', 'best of its side'],
  ['S', 'split off'],
  ['M', 'merge'],
  ['R', 'rename'],
  ['E', 'edit'],
  ['Y', 'history'],
  ['Ctrl Z', 'undo'],
];

export const duplicatesKeys: Keys = [
  ['↑ ↓', 'pairs'],
  ['M', 'merge'],
  ['K', 'keep apart'],
  ['1 2', 'open one'],
  ['Ctrl Z', 'undo'],
];

export const mixUpsKeys: Keys = [
  ['↑ ↓', 'photos'],
  ['S', 'split off'],
  ['K', 'it belongs'],
  ['V', 'its own or the other animal'],
  ['1 2', 'open one'],
  ['Ctrl Z', 'undo'],
];

export const namesKeys: Keys = [
  ['1 … 9', 'this is it'],
  ['N', 'none of these'],
  ['↑ ↓', 'names'],
  ['Ctrl Z', 'undo'],
];

/** In the gallery and the table. */
export const listKeys: Keys = [
  ['/', 'search'],
  ['← → ↑ ↓', 'go through them'],
  ['Enter', 'open'],
];
