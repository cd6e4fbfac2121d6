/**
 * What a page may ask of the desktop, and nothing more: neither `ipcRenderer` nor its events get through.
 * The page's side of it is `renderer/client/bridge.ts`.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { channels } from './channels.ts';

declare const window: {
  postMessage(message: unknown, targetOrigin: string, transfer: readonly unknown[]): void;
};

ipcRenderer.on(channels.connect, (event) => {
  // A port cannot cross the bridge as a value; to one's own page it travels by message.
  window.postMessage({ resight: 'port' }, '/', event.ports);
});

contextBridge.exposeInMainWorld('resight', {
  connect: (): void => ipcRenderer.send(channels.connect),
  pickFolder: async ({ title }: { title: string }): Promise<string | null> => {
    const [folder] = (await ipcRenderer.invoke(channels.pickFolder, title)) as [string?];
    return folder ?? null;
  },
  pickPhotos: (): Promise<unknown> => ipcRenderer.invoke(channels.pickPhotos),
  pickFile: async (options: {
    title: string;
    endings: readonly string[];
  }): Promise<string | null> => {
    const [file] = (await ipcRenderer.invoke(channels.pickFile, options)) as [string?];
    return file ?? null;
  },
  showExport: (jobId: number): void => ipcRenderer.send(channels.showExport, jobId),
  pathOf: (file: File): string => webUtils.getPathForFile(file),
  onAction: (listener: (actionId: string) => void): (() => void) => {
    const hear = (_event: unknown, actionId: string) => listener(actionId);
    ipcRenderer.on(channels.action, hear);
    return () => {
      ipcRenderer.off(channels.action, hear);
    };
  },
});
