import { fileURLToPath } from 'node:url';
import { spawn } from 'node:child_process';
import Database from 'better-sqlite3';
import { exportSource } from '#catalog/exports/export-source.ts';
import { writeExport } from '#catalog/exports/write-export.ts';
import { layoutOf } from '#catalog/layout.ts';
import { type ExportFormat } from '#terms/exports/formats.ts';
import { usualOptions } from '#terms/exports/options.ts';

interface AloneResult {
  milliseconds: number;
  bytes: number;
  /** The most memory that the process held, bytes. */
  peakBytes: number;
}

/** One export in a process of its own, as the worker does it: its time without the start, its memory. */
export function exportAlone(
  catalogueFolder: string,
  format: ExportFormat,
  target: string,
): Promise<AloneResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [fileURLToPath(import.meta.url), catalogueFolder, format, target],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(out) as AloneResult);
      else reject(new Error(`The export ended with code ${code}.`));
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , folder, format, target] = process.argv;
  const db = new Database(layoutOf(folder).database, { readonly: true });
  db.exec('BEGIN');
  const start = performance.now();
  const { bytes } = await writeExport(
    exportSource(db, folder),
    format as ExportFormat,
    usualOptions,
    { folder: target, name: null, ifThere: 'number' },
  );
  const milliseconds = performance.now() - start;
  db.close();
  const result: AloneResult = {
    milliseconds,
    bytes,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
  process.stdout.write(JSON.stringify(result));
}
