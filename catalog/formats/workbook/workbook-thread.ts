/** Program of the thread that reads one workbook and ends. Rows go in portions, so that no message takes long. */
import { parentPort, workerData } from 'node:worker_threads';
import { readSheets, type SheetRow } from './read-sheets.ts';

export interface WorkbookAsked {
  bytes: Uint8Array;
  names: readonly string[] | null;
}

export type WorkbookTold =
  | { sheet: string }
  /** Of the sheet told last. */
  | { rows: SheetRow[] }
  | { done: true }
  | { problem: string };

const PORTION = 1000;

const tell = (told: WorkbookTold) => parentPort?.postMessage(told);

const { bytes, names } = workerData as WorkbookAsked;
try {
  for (const { name, rows } of await readSheets(bytes, names)) {
    tell({ sheet: name });
    for (let at = 0; at < rows.length; at += PORTION) tell({ rows: rows.slice(at, at + PORTION) });
  }
  tell({ done: true });
} catch (error) {
  tell({ problem: error instanceof Error ? error.message : String(error) });
}
