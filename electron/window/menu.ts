import type { MenuItemConstructorOptions } from 'electron';
import { viewTable } from '#terms/views.ts';

interface MenuOptions {
  platform: NodeJS.Platform;
  recent: readonly { name: string; folder: string }[];
  /** Performs an action of the screens by its id. */
  act: (actionId: string) => void;
  openRecent: (folder: string) => void;
}

/** `mod+1` as Electron writes it. */
const acceleratorOf = (keys: string) => keys.replace('mod', 'CmdOrCtrl');

/**
 * The menu bar. Its accelerators are shown and not registered: the screens hear the same keys
 * themselves, in the browser as here, and one press must do one thing.
 */
export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const { platform, recent, act, openRecent } = options;
  const isMac = platform === 'darwin';
  const action = (
    label: string,
    actionId: string,
    accelerator?: string,
  ): MenuItemConstructorOptions => ({
    id: actionId,
    label,
    accelerator,
    registerAccelerator: false,
    click: () => act(actionId),
  });
  const line: MenuItemConstructorOptions = { type: 'separator' };
  const views = viewTable.map(({ id, title, keys }) =>
    action(title, `view.${id}`, acceleratorOf(keys)),
  );
  // Where a person looks for it: with the program, or with its files.
  const settings = views.filter(({ id }) => id === 'view.settings');
  const appMenu: MenuItemConstructorOptions = {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      line,
      ...settings,
      line,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      line,
      { role: 'quit' },
    ],
  };
  return [
    ...(isMac ? [appMenu] : []),
    {
      label: '&File',
      submenu: [
        action('New Catalogue…', 'catalogue.new'),
        action('Open Catalogue…', 'catalogue.open', 'CmdOrCtrl+O'),
        action('Open Catalogue from a Zip…', 'catalogue.unpack'),
        {
          id: 'recent',
          label: 'Open Recent',
          enabled: recent.length > 0,
          submenu: recent.map(({ name, folder }) => ({
            label: name,
            sublabel: folder,
            toolTip: folder,
            click: () => openRecent(folder),
          })),
        },
        action('Open the Demo Catalogue', 'catalogue.demo'),
        line,
        action('Import Photos…', 'photos.import', 'CmdOrCtrl+I'),
        action('Import Individuals…', 'individuals.import'),
        action('Back Up the Catalogue', 'catalogue.backup'),
        line,
        action('Close Catalogue', 'catalogue.close'),
        ...(isMac ? [] : [...settings, line, { role: 'quit' as const }]),
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        ...views.filter((view) => !settings.includes(view)),
        line,
        action('Search or Run a Command', 'app.palette', 'CmdOrCtrl+K'),
        action('Switch between Dark and Light', 'app.theme', 'CmdOrCtrl+Shift+L'),
        line,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [action('Keyboard Shortcuts', 'app.shortcuts')] },
  ];
}
