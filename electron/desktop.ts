import {
  app as program,
  BrowserWindow,
  dialog,
  Menu,
  screen,
  session,
  utilityProcess,
} from 'electron';
import { join } from 'node:path';
import { App } from '#api/app.ts';
import { toPlainError } from '#api/errors.ts';
import { documentsFolder } from '#api/state-folder.ts';
import { channels } from './channels.ts';
import { answerPages } from './page-requests.ts';
import { guardContents, guardSession } from './policy/guard.ts';
import { APP_PAGE } from './policy/own-page.ts';
import { webPreferences } from './policy/web-preferences.ts';
import { answerSchemes } from './schemes/register.ts';
import { utilityWorker } from './utility-worker.ts';
import { menuTemplate } from './window/menu.ts';
import {
  openingBounds,
  readWindowState,
  SMALLEST,
  writeWindowState,
} from './window/window-state.ts';

interface DesktopOptions {
  /** Folder of what the program remembers between runs. */
  state: string;
  /** Folder of the built program; the screens are built beside it. */
  built: string;
}

/** The app in one window of the desktop. */
export class Desktop {
  readonly #state: string;
  readonly #built: string;
  readonly #app: App;
  #window: BrowserWindow | undefined;
  #isReady = false;
  /** Named before the program was ready, as macOS does. */
  #asked: string | null = null;

  constructor({ state, built }: DesktopOptions) {
    this.#state = state;
    this.#built = built;
    this.#app = new App({
      shell: {
        shell: 'electron',
        version: program.getVersion(),
        platform: process.platform,
        nativeDialogs: true,
      },
      spawnWorker: utilityWorker(() =>
        utilityProcess.fork(join(built, 'worker.js'), [], {
          serviceName: 'Resight worker',
          stdio: ['ignore', 'inherit', 'pipe'],
        }),
      ),
      stateFolder: state,
      documentsFolder: documentsFolder(process.env),
      warn: (line) => {
        if (process.env.RESIGHT_DEBUG !== undefined) process.stderr.write(`${line}\n`);
      },
    });
  }

  /** Opens the window, with a catalogue if one is named. */
  async start(catalogue: string | null): Promise<void> {
    guardSession(session.defaultSession);
    program.on('web-contents-created', (_event, contents) => guardContents(contents));
    await answerSchemes(session.defaultSession, this.#app, join(this.#built, '../renderer'));
    answerPages(this.#app);
    void this.#keepMenu();
    this.#isReady = true;
    const folder = catalogue ?? this.#asked;
    if (folder !== null) await this.#openCatalogue(folder);
    this.#openWindow();
  }

  /** Brings the window to the front, or opens it again, with the catalogue that was asked for. */
  showAgain(catalogue: string | null): void {
    if (!this.#isReady) {
      this.#asked = catalogue ?? this.#asked;
      return;
    }
    if (catalogue !== null) void this.#openCatalogue(catalogue);
    if (this.#window === undefined) this.#openWindow();
    if (this.#window?.isMinimized() === true) this.#window.restore();
    this.#window?.focus();
  }

  /** Closes the catalogue and ends the worker. */
  async quit(): Promise<void> {
    await this.#app.quit();
  }

  async #openCatalogue(folder: string): Promise<void> {
    try {
      await this.#app.openFolder(folder);
    } catch (error) {
      dialog.showErrorBox('The catalogue could not be opened', toPlainError(error).message);
    }
  }

  #openWindow(): void {
    const file = join(this.#state, 'window.json');
    const state = readWindowState(file);
    const window = new BrowserWindow({
      ...openingBounds(
        state,
        screen.getAllDisplays().map(({ workArea }) => workArea),
      ),
      minWidth: SMALLEST.width,
      minHeight: SMALLEST.height,
      title: 'Resight',
      show: false,
      backgroundColor: '#1f2023',
      webPreferences: webPreferences(join(this.#built, 'preload.cjs')),
    });
    if (state.maximized) window.maximize();
    window.once('ready-to-show', () => window.show());
    window.on('close', () => {
      writeWindowState(file, {
        bounds: window.getNormalBounds(),
        maximized: window.isMaximized(),
      });
    });
    window.on('closed', () => {
      this.#window = undefined;
    });
    this.#window = window;
    void window.loadURL(APP_PAGE);
  }

  /** The menu, again whenever another catalogue was opened. */
  async #keepMenu(): Promise<void> {
    await this.#setMenu();
    for await (const event of this.#app.events.subscribe()) {
      if (event.type === 'changed' && event.topics.includes('catalogue')) await this.#setMenu();
    }
  }

  async #setMenu(): Promise<void> {
    const recent = (await this.#app.recent.list()).filter(({ exists }) => exists);
    const template = menuTemplate({
      platform: process.platform,
      recent,
      act: (actionId) => this.#window?.webContents.send(channels.action, actionId),
      openRecent: (folder) => void this.#openCatalogue(folder),
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }
}
