/** The desktop shell: wires a window to the API and a worker to the queue; it decides nothing. */
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  nativeTheme,
  screen,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
} from 'electron';
import { App } from '#api/app.ts';
import { serveMessagePort } from '#api/transports/message-port.ts';
import { menuTemplate } from './menu.ts';
import { APP_ORIGIN, isOwnSender } from './navigation.ts';
import { registerSchemes, servePictures, serveScreens } from './protocols.ts';
import { secureEverything } from './secure-session.ts';
import { utilityWorker } from './utility-worker.ts';
import { readWindowState, writeWindowState } from './window-state.ts';

const here = import.meta.dirname;
let core: App | undefined;
let window: BrowserWindow | undefined;

function openWindow(): void {
  const stateFile = join(app.getPath('userData'), 'window.json');
  const state = readWindowState(
    stateFile,
    screen.getAllDisplays().map(({ workArea }) => workArea),
  );
  const opened = new BrowserWindow({
    ...state,
    minWidth: 960,
    minHeight: 600,
    show: false,
    title: 'Resight',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1a1b1d' : '#f2f3f3',
    webPreferences: {
      preload: join(here, 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  window = opened;
  if (state.maximized) opened.maximize();
  opened.once('ready-to-show', () => opened.show());
  opened.on('close', () => {
    writeWindowState(stateFile, { ...opened.getNormalBounds(), maximized: opened.isMaximized() });
  });
  opened.on('closed', () => {
    window = undefined;
  });
  void opened.loadURL(`${APP_ORIGIN}/index.html`);
}

/** Every message is checked for where it comes from before it is heard. */
function trusted(event: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return isOwnSender(event.senderFrame);
}

function answerPage(served: App): void {
  ipcMain.on('connect', (event) => {
    if (!trusted(event)) return;
    const { port1, port2 } = new MessageChannelMain();
    serveMessagePort(served, port1);
    port1.start();
    event.sender.postMessage('port', null, [port2]);
  });
  ipcMain.handle('pick-folder', async (event, options: { title?: unknown }) => {
    if (!trusted(event)) throw new Error('The call comes from a foreign page.');
    const title =
      typeof options.title === 'string' ? options.title.slice(0, 200) : 'Choose a folder';
    const { canceled, filePaths } = await dialog.showOpenDialog({
      title,
      properties: ['openDirectory', 'createDirectory'],
    });
    return canceled ? null : filePaths[0];
  });
  ipcMain.handle('pick-photos', async (event) => {
    if (!trusted(event)) throw new Error('The call comes from a foreign page.');
    const { canceled, filePaths } = await dialog.showOpenDialog({
      title: 'Import photos',
      properties: ['openFile', 'multiSelections'],
      filters: [{ name: 'Photos', extensions: ['jpg', 'jpeg', 'png', 'tif', 'tiff', 'webp'] }],
    });
    return canceled ? [] : filePaths;
  });
}

async function start(): Promise<void> {
  await app.whenReady();
  const served = new App({
    shell: {
      shell: 'electron',
      version: app.getVersion(),
      platform: process.platform,
      nativeDialogs: true,
    },
    spawnWorker: utilityWorker(join(here, 'worker.js')),
    stateFolder: app.getPath('userData'),
    documentsFolder: app.getPath('documents'),
  });
  core = served;
  secureEverything();
  serveScreens(join(here, '..', 'renderer'));
  servePictures(served);
  answerPage(served);
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate(process.platform, (actionId) => window?.webContents.send('action', actionId)),
    ),
  );
  openWindow();
  app.on('activate', () => {
    if (window === undefined) openWindow();
  });
}

registerSchemes();
if (app.requestSingleInstanceLock()) {
  app.on('second-instance', () => {
    if (window?.isMinimized() === true) window.restore();
    window?.focus();
  });
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    const closing = core;
    if (closing === undefined) return;
    // The catalogue is closed in order before the program ends.
    event.preventDefault();
    core = undefined;
    void closing.quit().finally(() => app.quit());
  });
  start().catch((error: unknown) => {
    dialog.showErrorBox(
      'Resight cannot start',
      error instanceof Error ? error.message : String(error),
    );
    app.exit(1);
  });
} else app.quit();
