/** The desktop program: one instance, whose second start hands its catalogue to the first and ends. */
import { app, dialog } from 'electron';
import { join } from 'node:path';
import { toPlainError } from '#api/errors.ts';
import { stateFolder } from '#api/state-folder.ts';
import { Desktop } from './desktop.ts';
import { catalogueOf } from './launch-arguments.ts';
import { keepOffNetwork } from './policy/guard.ts';
import { registerSchemes } from './schemes/register.ts';

const state = stateFolder(process.platform, process.env);
app.setPath('userData', join(state, 'desktop'));
// Every page of every session is sandboxed, also one that nobody thought of.
app.enableSandbox();
keepOffNetwork(app.commandLine);
registerSchemes();

if (app.requestSingleInstanceLock()) {
  const desktop = new Desktop({ state, built: import.meta.dirname });
  app.on('second-instance', (_event, argv, from) => desktop.showAgain(catalogueOf(argv, from)));
  app.on('open-file', (event, path) => {
    event.preventDefault();
    desktop.showAgain(catalogueOf(['', path], '/'));
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => desktop.showAgain(null));
  let isClosed = false;
  app.on('before-quit', (event) => {
    if (isClosed) return;
    event.preventDefault();
    // The catalogue is closed before the program goes, whatever becomes of it.
    void desktop.quit().finally(() => {
      isClosed = true;
      app.quit();
    });
  });
  await app.whenReady();
  try {
    await desktop.start(catalogueOf(process.argv, process.cwd()));
  } catch (error) {
    dialog.showErrorBox('Resight cannot start', toPlainError(error).message);
    app.exit(1);
  }
} else app.quit();
