import { listed } from '../listed.ts';

/** The ending that makes a folder a catalogue in the eyes of a person. */
export const catalogueEnding = '.resight';

/** How files end that tables come in, whatever parts their cells. */
export const tableEndings = ['csv', 'tsv', 'txt'] as const;

/** How workbooks end whose sheets are read as tables. */
export const workbookEndings = ['xlsx', 'xlsm', 'ods'] as const;

/** Whether a path names a workbook. */
export const isWorkbook = (path: string): boolean => /\.(?:xls[xm]|ods)$/i.test(path);

/** How files of weights end that are read: tensors alone, or a whole network. */
export const weightsEndings = ['safetensors', 'onnx'] as const;

/** Whether a path names tensors alone, rather than a whole network. */
export const isTensorsOnly = (path: string): boolean => /\.safetensors$/i.test(path);

/** How pickled PyTorch files end, which can run code when they are opened and never are. */
export const pickleEndings = ['pt', 'pth', 'bin'] as const;

/** How the archives end that catalogues and crops travel in. */
export const archiveEnding = 'zip';

/** `.pt, .pth or .bin`. */
export const dotted = (endings: readonly string[], joint: string): string =>
  listed(
    endings.map((ending) => `.${ending}`),
    joint,
  );
