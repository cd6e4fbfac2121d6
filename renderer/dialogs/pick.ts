import { create } from 'zustand';
import { bridge } from '../client/bridge.ts';

/** What the folder picker of the browser shell is asked for. */
export interface PickRequest {
  title: string;
  /** `catalogue` lets a catalogue be chosen, `folder` any folder, `file` one of these endings. */
  what: 'catalogue' | 'folder' | 'file';
  endings?: readonly string[];
  choose: (path: string | null) => void;
}

export const usePick = create<{ request: PickRequest | null }>(() => ({ request: null }));

function ask(request: Omit<PickRequest, 'choose'>): Promise<string | null> {
  return new Promise((resolve) => {
    usePick.setState({
      request: {
        ...request,
        choose: (path) => {
          usePick.setState({ request: null });
          resolve(path);
        },
      },
    });
  });
}

/** Asks the person for a folder, with the system's dialog where there is one; null if they let it be. */
export function pickFolder(
  title: string,
  what: 'catalogue' | 'folder' = 'folder',
): Promise<string | null> {
  return bridge()?.pickFolder({ title }) ?? ask({ title, what });
}

/** The same for one file with one of the endings, such as `csv`. */
export function pickFile(title: string, endings: readonly string[]): Promise<string | null> {
  return bridge()?.pickFile({ title, endings }) ?? ask({ title, what: 'file', endings });
}
