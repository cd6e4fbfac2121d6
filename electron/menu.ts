import type { MenuItemConstructorOptions } from 'electron';

/** Entries of the menu that are actions of the page, by the page's own ids. */
const pageActions = {
  File: [
    ['catalogue.new', 'New catalogue…', undefined],
    ['catalogue.open', 'Open catalogue…', 'CmdOrCtrl+O'],
    ['catalogue.demo', 'Open the demo catalogue', undefined],
    ['photos.import', 'Import photos…', 'CmdOrCtrl+I'],
    ['catalogue.backup', 'Back up the catalogue', undefined],
    ['catalogue.close', 'Close the catalogue', undefined],
  ],
  Go: [
    ['view.overview', 'Overview', 'CmdOrCtrl+1'],
    ['view.photos', 'Photos', 'CmdOrCtrl+2'],
    ['view.annotate', 'Annotate', 'CmdOrCtrl+3'],
    ['view.detector', 'Detector', 'CmdOrCtrl+4'],
    ['view.identify', 'Identify', 'CmdOrCtrl+5'],
    ['view.individuals', 'Individuals', 'CmdOrCtrl+6'],
    ['view.models', 'Models', 'CmdOrCtrl+7'],
    ['view.export', 'Export', 'CmdOrCtrl+8'],
    ['view.jobs', 'Jobs', 'CmdOrCtrl+9'],
    ['view.settings', 'Settings', 'CmdOrCtrl+,'],
  ],
  Help: [
    ['app.palette', 'Search or run a command', 'CmdOrCtrl+K'],
    ['app.shortcuts', 'Keyboard shortcuts', undefined],
  ],
} as const;

/** The application menu; the page does what its entries name. */
export function menuTemplate(
  platform: NodeJS.Platform,
  perform: (actionId: string) => void,
): MenuItemConstructorOptions[] {
  const entries = (name: keyof typeof pageActions): MenuItemConstructorOptions[] =>
    pageActions[name].map(([id, label, accelerator]) => ({
      id,
      label,
      accelerator,
      // The page has the same keys and hears them first.
      registerAccelerator: false,
      click: () => perform(id),
    }));
  return [
    ...(platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'File',
      submenu: [
        ...entries('File'),
        { type: 'separator' },
        platform === 'darwin' ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    { label: 'Go', submenu: entries('Go') },
    {
      label: 'View',
      submenu: [
        { id: 'app.theme', label: 'Switch dark and light', click: () => perform('app.theme') },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    { label: 'Help', submenu: entries('Help') },
  ];
}
