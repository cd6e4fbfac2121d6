import {
  BrowserWindow,
  dialog,
  ipcMain,
  MessageChannelMain,
  shell,
  type OpenDialogOptions,
} from 'electron';
import type { App } from '#api/app.ts';
import { resultOf } from '#terms/jobs/index.ts';
import { serveMessagePort } from '#api/transports/message-port.ts';
import { photoEndings } from '#terms/photos/files.ts';
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
  ask(channels.pickFile, (asked) => {
    const { title, endings } = fileAsked(asked);
    return {
      title,
      properties: ['openFile'],
      filters: [{ name: endings.join(', '), extensions: endings }],
    };
  });
  ipcMain.on(channels.showExport, ({ senderFrame }, jobId: unknown) => {
    if (senderFrame === null || !isOwnSender(senderFrame)) return;
    // By the job and not by a path: a page can only ask for what an export wrote.
    const path = exportedPath(app, jobId);
    if (path !== null) shell.showItemInFolder(path);
  });
  ask(channels.pickPhotos, () => ({
    title: 'Import photos',
    properties: ['openFile', 'multiSelections'],
    filters: [{ name: 'Photos', extensions: photoEndings }],
  }));
}

/** What a page asks of the file dialog, made harmless. */
function fileAsked(asked: unknown): { title: string | undefined; endings: string[] } {
  const { title, endings } = (typeof asked === 'object' && asked !== null ? asked : {}) as Record<
    string,
    unknown
  >;
  return {
    title: typeof title === 'string' ? title.slice(0, 200) : undefined,
    endings: (Array.isArray(endings) ? endings : []).filter(
      (ending): ending is string => typeof ending === 'string' && /^[a-z0-9.]{1,10}$/.test(ending),
    ),
  };
}

/** Where a finished export stands, or null if the job is none. */
function exportedPath(app: App, jobId: unknown): string | null {
  if (typeof jobId !== 'number' || app.current === undefined) return null;
  const job = app.current.queue.list(1000).find(({ id }) => id === jobId);
  return job === undefined ? null : (resultOf(job, 'export')?.path ?? null);
}
