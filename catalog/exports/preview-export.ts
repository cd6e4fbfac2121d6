import { setImmediate } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import type { ExportFormat } from '#terms/exports/formats.ts';
import type { ExportOptions } from '#terms/exports/options.ts';
import { mostMorePaths, type ExportPreview } from '#terms/exports/report.ts';
import { beginExport, contentsOf } from './export-run.ts';
import type { ExportSource } from './exporter.ts';
import { exporters } from './exporters.ts';
import { targetName } from './write-export.ts';

/** Lines shown of a file, and files of which lines are shown. */
const LINES = 15;
const FILES = 4;
/** A line longer than this is cut for the eye. */
const LINE_LENGTH = 2000;
/** Rows walked over before others get their turn. */
const SLICE = 1000;

async function firstLines(
  chunks: Iterator<string | Uint8Array> | AsyncIterator<string | Uint8Array>,
): Promise<string> {
  let text = '';
  while (text.split('\n').length <= LINES && text.length < LINES * LINE_LENGTH) {
    const { done, value } = await chunks.next();
    if (done === true || typeof value !== 'string') break;
    text += value;
  }
  return text
    .split('\n')
    .slice(0, LINES)
    .map((line) => line.slice(0, LINE_LENGTH))
    .join('\n');
}

/** Cells, for files that are tables; a row that was cut in the middle is left away. */
function cellsOf(path: string, text: string): string[][] | null {
  const delimiter = /\.(?:csv|xlsx)$/.test(path) ? ',' : text.startsWith('ch\t') ? '\t' : null;
  if (delimiter === null) return null;
  try {
    return parse(text, { delimiter, relax_column_count: true, relax_quotes: true });
  } catch {
    return null;
  }
}

/**
 * What an export would write: its first rows, how much goes in, what stays out and why. Nothing is
 * written. Others get their turn between slices of the work.
 *
 * @throws ExportError if the format cannot hold what it is asked to.
 */
export async function previewExport(
  source: ExportSource,
  format: ExportFormat,
  options: ExportOptions,
  signal?: AbortSignal,
): Promise<ExportPreview> {
  const run = beginExport(source, options, { isPreview: true, tick: () => {} });
  const exporter = exporters[format];
  const { name, isFolder } = targetName(format, options, source.name);
  const files: ExportPreview['files'] = [];
  const morePaths: string[] = [];
  const opened: { return?: () => unknown }[] = [];
  try {
    const entries = iteratorOf(exporter.preview?.(run) ?? exporter.files(run));
    opened.push(entries);
    for (;;) {
      const { done, value: file } = await entries.next();
      if (done === true) break;
      if (files.length < FILES) {
        const chunks = iteratorOf(file.chunks);
        opened.unshift(chunks);
        const text = await firstLines(chunks);
        files.push({ path: file.path, text, rows: cellsOf(file.path || name, text) });
      } else if (morePaths.length < mostMorePaths) morePaths.push(file.path);
      else break;
    }
    let walked = 0;
    while (run.firstPass !== null && run.firstPass.next().done !== true) {
      walked += 1;
      if (walked % SLICE === 0) {
        await setImmediate();
        signal?.throwIfAborted();
      }
    }
  } finally {
    // Only now: ending a table early would end the walk under it, which counts the rest.
    for (const iterator of opened) await iterator.return?.();
    run.firstPass?.return?.();
  }
  return {
    name,
    isFolder,
    files,
    morePaths,
    ...contentsOf(run),
  };
}

const iteratorOf = <T>(things: Iterable<T> | AsyncIterable<T>): Iterator<T> | AsyncIterator<T> =>
  Symbol.asyncIterator in things ? things[Symbol.asyncIterator]() : things[Symbol.iterator]();
