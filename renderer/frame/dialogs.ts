import { create } from 'zustand';
import { api } from '../client/connection.ts';
import { bridge } from '../client/bridge.ts';
import { attempt } from '../client/error-words.ts';

export type Dialog = 'demo' | 'new-catalogue' | 'import-catalogue' | 'shortcuts' | 'reviewer';

/** What the folder picker of the browser shell is asked for. */
export interface PickRequest {
  title: string;
  /** `catalogue` lets a catalogue be chosen, `folder` any folder, `file` one of these endings. */
  what: 'catalogue' | 'folder' | 'file';
  endings?: readonly string[];
  choose: (path: string | null) => void;
}

interface DialogState {
  dialog: Dialog | null;
  pick: PickRequest | null;
  open: (dialog: Dialog) => void;
  close: () => void;
  /** Asks the person for a folder, with the system's dialog where there is one. */
  pickFolder: (title: string, what: 'catalogue' | 'folder') => Promise<string | null>;
  /** The same for one file with one of the endings, such as `csv`. */
  pickFile: (title: string, endings: readonly string[]) => Promise<string | null>;
  openCatalogue: () => Promise<void>;
  /** Set by the theme's provider. */
  toggleTheme: () => void;
}

export const useDialogs = create<DialogState>((set, get) => ({
  dialog: null,
  pick: null,
  open: (dialog) => set({ dialog }),
  close: () => set({ dialog: null }),
  pickFolder: (title, what) => {
    const desktop = bridge();
    if (desktop !== undefined) return desktop.pickFolder({ title });
    return new Promise((resolve) => {
      set({
        pick: {
          title,
          what,
          choose: (path) => {
            set({ pick: null });
            resolve(path);
          },
        },
      });
    });
  },
  pickFile: (title, endings) => {
    const desktop = bridge();
    if (desktop !== undefined) return desktop.pickFile({ title, endings });
    return new Promise((resolve) => {
      set({
        pick: {
          title,
          what: 'file',
          endings,
          choose: (path) => {
            set({ pick: null });
            resolve(path);
          },
        },
      });
    });
  },
  openCatalogue: async () => {
    const folder = await get().pickFolder('Open a catalogue', 'catalogue');
    if (folder !== null) {
      await attempt('The catalogue could not be opened', () => api.catalogue.open({ folder }));
    }
  },
  toggleTheme: () => {},
}));
