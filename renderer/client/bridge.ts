import { withPass } from './session.ts';

/** What the desktop shell's preload offers; absent in a browser. */
interface DesktopBridge {
  /** Sends the port of the API to the page by `window.postMessage`, as `{ resight: 'port' }`. */
  connect(): void;
  pickFolder(options: { title: string }): Promise<string | null>;
  pickPhotos(): Promise<string[]>;
  /** One file with one of these endings, such as `csv`. */
  pickFile(options: { title: string; endings: readonly string[] }): Promise<string | null>;
  /** Opens the system's file manager at what an export's job wrote. */
  showExport(jobId: number): void;
  pathOf(file: File): string;
  onAction(listener: (actionId: string) => void): () => void;
}

declare global {
  interface Window {
    resight?: DesktopBridge;
  }
}

export const bridge = (): DesktopBridge | undefined => window.resight;

/** Address of a picture; an id and a variant, never a path. */
export function pictureUrl(photoId: number, variant: 'thumb' | 'view' | 'full'): string {
  const path = `/photo/${photoId}/${variant}`;
  return bridge() === undefined ? withPass(path) : `photo://catalogue${path}`;
}

/** Address of the picture of what is in a box; the revision makes a changed box another picture. */
export function boxUrl({ boxId, revision }: { boxId: number; revision: number }): string {
  const path = `/box/${boxId}/crop?${revision}`;
  return bridge() === undefined ? withPass(path) : `photo://catalogue${path}`;
}
