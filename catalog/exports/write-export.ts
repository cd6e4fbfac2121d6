import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, join, parse } from 'node:path';
import { targetOf, type ExportFormat } from '#terms/exports/formats.ts';
import type { ExportOptions } from '#terms/exports/options.ts';
import type { ExportTarget, WrittenExport } from '#terms/exports/report.ts';
import { catalogueEnding } from '#terms/files/endings.ts';
import { writeFileAtomically, writeNewFile } from '../formats/atomic-file.ts';
import { ExportError } from '../formats/export-error.ts';
import { freeName } from '../formats/free-name.ts';
import { beginExport, contentsOf } from './export-run.ts';
import type { ExportSource } from './exporter.ts';
import { exporters } from './exporters.ts';
import { isAsWritten, stampOf } from './standing-export.ts';
import { litterMark, sweepDead } from '../sweep-litter.ts';
import { safeFileName, safeRelPath, shortened } from '../names/safe-path.ts';

/** Beside the files of an export that is a folder: what it is, what went in and what stayed out. */
const ABOUT_FILE = 'export.json';

/** Bytes of a catalogue's name at the head of an export's. */
const NAME_BYTES = 120;

/** `Moray sightings.csv`, or the folder `Moray secr`. */
export function targetName(
  format: ExportFormat,
  options: ExportOptions,
  catalogueName: string,
): { name: string; isFolder: boolean } {
  const { suffix, isFolder } = targetOf(format, options);
  // What kind of export it is stays whole, however long the catalogue's name is.
  const name = shortened(catalogueName, NAME_BYTES);
  return { name: safeFileName(`${name} ${suffix}`), isFolder };
}

/** The path to write to. @throws ExportError if something stands there that must not be replaced. */
async function freePath(
  { folder, name, ifThere }: ExportTarget,
  usual: string,
  source: ExportSource,
): Promise<string> {
  const wanted = name === null ? usual : safeFileName(name);
  const path = join(folder, wanted);
  if (folder.split(/[\\/]/).some((part) => part.endsWith(catalogueEnding))) {
    throw new ExportError(
      `${folder} is inside a catalogue, which keeps its own files there. Choose a folder outside it.`,
      { folder },
    );
  }
  if (!existsSync(path)) return path;
  switch (ifThere) {
    case 'number': {
      const ending = /\.[a-z0-9]{2,4}$/i.exec(path)?.[0] ?? '';
      return freeName(path.slice(0, path.length - ending.length), ending, existsSync);
    }
    case 'replace':
      if (await isAsWritten(source.db, path)) return path;
      throw new ExportError(
        `${path} is not replaced: no export of this catalogue wrote it, or it has changed since. Choose another name, or remove it yourself.`,
        { path },
      );
    case 'refuse':
      throw new ExportError(
        `${path} is there already. Choose another name or folder, or have it replaced.`,
        { path },
      );
  }
}

/** `Moray RMark intervals.R` beside `Moray RMark.txt`; numbered where somebody has a file of that name. */
function besidePath(path: string, name: string): string {
  const { dir, name: stem } = parse(path);
  const beside = parse(name);
  return freeName(join(dir, `${stem} ${beside.name}`), beside.ext, existsSync);
}

/**
 * Writes an export so that it stands under its name whole or not at all: a file beside its place and
 * renamed, a folder likewise. Same catalogue and choices, same bytes.
 *
 * @param tick called for every box or photo that was done; what it throws ends the export.
 * @throws ExportError if the format cannot hold what it is asked to, or the place is taken.
 */
export async function writeExport(
  source: ExportSource,
  format: ExportFormat,
  options: ExportOptions,
  target: ExportTarget,
  tick: (done: number) => void = () => {},
): Promise<WrittenExport> {
  const { name, isFolder } = targetName(format, options, source.name);
  const path = await freePath(target, name, source);
  const run = beginExport(source, options, { isPreview: false, tick });
  if (!isFolder) {
    let bytes = 0;
    let files = 0;
    for await (const file of exporters[format].files(run)) {
      const at = file.path === '' ? path : besidePath(path, file.path);
      bytes += await writeFileAtomically(at, file.chunks);
      files += 1;
    }
    return { format, path, files, bytes, stamp: await stampOf(path), ...contentsOf(run) };
  }
  await mkdir(target.folder, { recursive: true });
  const partial = `${path}.${litterMark(randomUUID())}.partial`;
  await sweepDead(target.folder, (name) => name.startsWith(`${basename(path)}.`));
  try {
    let files = 0;
    let bytes = 0;
    const written = new Set<string>();
    for await (const file of exporters[format].files(run)) {
      const below = safeRelPath(file.path);
      if (written.has(below.toLowerCase())) {
        throw new ExportError(
          `Two files of this export would both be named ${below}. Rename one of the photos or folders it comes from.`,
          { path: below },
        );
      }
      written.add(below.toLowerCase());
      bytes += await writeNewFile(join(partial, below), file.chunks);
      files += 1;
    }
    // Neither path nor bytes: what is handed on tells nothing of the machine that made it, not even
    // how tightly that machine packs.
    const contents = contentsOf(run);
    await writeNewFile(join(partial, ABOUT_FILE), [
      `${JSON.stringify({ resightExport: 1, format, files, ...contents }, null, 2)}\n`,
    ]);
    if (existsSync(path)) {
      const old = `${path}.${litterMark(randomUUID())}.old`;
      await rename(path, old);
      await rename(partial, path);
      await rm(old, { recursive: true, force: true });
    } else await rename(partial, path);
    return { format, path, files, bytes, stamp: await stampOf(path), ...contents };
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}
