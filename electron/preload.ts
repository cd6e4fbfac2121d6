/** What the page may ask of the desktop: named things only, never the channel itself. */
/** The page's window, of which this file needs one function; the other rooms have no DOM. */
declare const window: {
  postMessage(message: unknown, origin: string, ports: readonly unknown[]): void;
};

import { contextBridge, ipcRenderer, webUtils } from 'electron';

contextBridge.exposeInMainWorld('resight', {
  connect: () => ipcRenderer.send('connect'),
  pickFolder: (options: { title: string }) =>
    ipcRenderer.invoke('pick-folder', { title: options.title }),
  pickPhotos: () => ipcRenderer.invoke('pick-photos'),
  pathOf: (file: File) => webUtils.getPathForFile(file),
  onAction: (listener: (actionId: string) => void) => {
    const hear = (_event: unknown, actionId: string) => listener(actionId);
    ipcRenderer.on('action', hear);
    return () => ipcRenderer.off('action', hear);
  },
});

// The port goes on into the page's own world, which cannot receive it from us directly.
ipcRenderer.on('port', (event) => {
  window.postMessage({ resight: 'port' }, '*', event.ports);
});
