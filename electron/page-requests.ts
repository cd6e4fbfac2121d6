import {
  BrowserWindow,
  dialog,
  ipcMain,
  MessageChannelMain,
  type OpenDialogOptions,
} from 'electron';
import type { App } from '#api/app.ts';
import { serveMessagePort } from '#api/transports/message-port.ts';
import { channels } from './channels.ts';
import { isOwnSender } from './policy/own-page.ts';

/** Answers what the preload may ask; a sender that is not our own page is refused. */
export function answerPages(app: App): void {
  ipcMain.on(channels.connect, ({ senderFrame }) => {
    if (senderFrame === null || !isOwnSender(senderFrame)) return;
    const { port1, port2 } = new MessageChannelMain();
    serveMessagePort(app, port1);
    port1.start();
    senderFrame.postMessage(channels.connect, null, [port2]);
  });

  const ask = (channel: string, options: (title: unknown) => OpenDialogOptions) => {
    ipcMain.handle(channel, async (event, title: unknown): Promise<string[]> => {
      const window = BrowserWindow.fromWebContents(event.sender);
      if (window === null || !isOwnSender(event.senderFrame)) {
        throw new Error('Only the pages of Resight may ask for a file.');
      }
      const { canceled, filePaths } = await dialog.showOpenDialog(window, options(title));
      return canceled ? [] : filePaths;
    });
  };
  ask(channels.pickFolder, (title) => ({
    title: typeof title === 'string' ? title.slice(0, 200) : undefined,
    // A catalogue is a folder that macOS would show as one file.
    properties: ['openDirectory', 'createDirectory', 'treatPackageAsDirectory'],
  }));
  ask(channels.pickPhotos, () => ({
    title: 'Import photos',
    properties: ['openFile', 'multiSelections'],
    filters: [{ name: 'Photos', extensions: ['jpg', 'jpeg', 'png', 'tif', 'tiff', 'webp'] }],
  }));
}
