import { create } from 'zustand';
import type { ExportFormat } from '#terms/exports/formats.ts';
import type { ExportOptions } from '#terms/exports/options.ts';
import { present } from '../parts/present.ts';

/** What a person may still be typing; the API fills in what is absent. */
export type Choices = Partial<ExportOptions>;

interface ExportState {
  /** The catalogue that the choices are of: species, dates and jobs mean nothing in another. */
  catalogue: string | null;
  format: ExportFormat;
  choices: Choices;
  /** Where exports go; null until the person chose or exported before. */
  folder: string | null;
  /** The job that this view started last, by format. */
  jobs: Partial<Record<ExportFormat, number>>;
  enter: (catalogue: string) => void;
  setFormat: (format: ExportFormat) => void;
  choose: (change: Choices) => void;
  setFilter: (change: ExportOptions['filter']) => void;
  clearFilter: () => void;
  setFolder: (folder: string) => void;
  started: (format: ExportFormat, jobId: number) => void;
}

const fresh: Pick<ExportState, 'catalogue' | 'format' | 'choices' | 'folder' | 'jobs'> = {
  catalogue: null,
  format: 'sightings-csv',
  choices: {},
  folder: null,
  jobs: {},
};

/** Choices are kept from one format to the next: most people export the same animals several ways. */
export const useExportStore = create<ExportState>((set) => ({
  ...fresh,
  enter: (catalogue) =>
    set((state) => (state.catalogue === catalogue ? state : { ...fresh, catalogue })),
  setFormat: (format) => set({ format }),
  choose: (change) => set(({ choices }) => ({ choices: { ...choices, ...change } })),
  setFilter: (change) =>
    set(({ choices }) => ({
      choices: { ...choices, filter: present({ ...choices.filter, ...change }) },
    })),
  clearFilter: () => set(({ choices }) => ({ choices: { ...choices, filter: {} } })),
  setFolder: (folder) => set({ folder }),
  started: (format, jobId) => set(({ jobs }) => ({ jobs: { ...jobs, [format]: jobId } })),
}));
