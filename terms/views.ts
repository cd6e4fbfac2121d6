/** The views of the screens: their place in the address, the name in rail and menu, and the key that opens each. */

/** In the order of the rail. Keys as hotkeys have them; `mod` is Ctrl or ⌘. */
export const viewTable = [
  { id: 'overview', title: 'Overview', keys: 'mod+1' },
  { id: 'photos', title: 'Photos', keys: 'mod+2' },
  { id: 'annotate', title: 'Annotate', keys: 'mod+3' },
  { id: 'detector', title: 'Detector', keys: 'mod+4' },
  { id: 'identify', title: 'Identify', keys: 'mod+5' },
  { id: 'individuals', title: 'Individuals', keys: 'mod+6' },
  { id: 'models', title: 'Models', keys: 'mod+7' },
  { id: 'export', title: 'Export', keys: 'mod+8' },
  { id: 'jobs', title: 'Jobs', keys: 'mod+9' },
  { id: 'settings', title: 'Settings', keys: 'mod+,' },
] as const;

export type View = (typeof viewTable)[number]['id'];

export const titleOfView = (view: View): string =>
  viewTable.find(({ id }) => id === view)?.title ?? view;
