import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportFormat, type ExportFormat } from '#terms/exports/formats.ts';
import { usualOptions, type ExportOptions } from '#terms/exports/options.ts';
import { madeStudy } from './made-study.fixture.ts';
import { unzipped } from '../formats/unzipped.fixture.ts';
import { exportSource } from './export-source.ts';
import { writeExport } from './write-export.ts';

/**
 * Every format's files for one small study, byte for byte. What other programs read of these files is
 * written down in docs/formats.md; a change here is a change of what they get. `RESIGHT_WRITE_GOLDEN=1`
 * writes them anew.
 */
const golden = fileURLToPath(new URL('fixtures/', import.meta.url));
const choices: Partial<Record<ExportFormat, Partial<ExportOptions>>> = {
  mark: { groupBy: 'sex' },
  rmark: { occasions: { by: 'month' } },
  'darwin-core': {
    creator: 'Moray Dolphins & Friends',
    coordinateUncertaintyMetres: 50,
    mediaUrl: 'https://moray.example/fins',
  },
  wildbook: { submitterId: 'ann', defaultLocationId: 'Moray Firth' },
  yolo: { validationShare: 0.5 },
};

let folder: string;
let study: ReturnType<typeof madeStudy>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resight-golden-'));
  study = madeStudy();
});
afterEach(async () => {
  study.remove();
  await rm(folder, { recursive: true });
});

async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(path, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}

/** The bytes of an export by path; archives are opened, for a difference that a person can read. */
async function contentOf(path: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const name of await filesBelow(path)) {
    const bytes = await readFile(join(path, name));
    if (!/\.(?:zip|xlsx)$/.test(name)) {
      files.set(name, bytes);
      continue;
    }
    for (const [entry, text] of await unzipped(join(path, name))) {
      files.set(`${name}/${entry}`, text);
    }
  }
  return files;
}

const digest = (files: Map<string, Buffer>) =>
  Object.fromEntries(
    [...files].map(([name, bytes]) => [name, createHash('sha256').update(bytes).digest('hex')]),
  );

describe.each(exportFormat.options)('%s', (format) => {
  const write = (into: string) =>
    writeExport(
      exportSource(study.catalogue.db, study.catalogue.folder),
      format,
      { ...usualOptions, ...choices[format] },
      { folder: into, name: null, ifThere: 'refuse' },
    );

  // A database's bytes are of its schema's version; that the same catalogue gives the same is below.
  it.skipIf(format === 'portable')('is what it was, byte for byte', async () => {
    await write(folder);
    const files = await contentOf(folder);
    const kept = join(golden, format);
    if (process.env.RESIGHT_WRITE_GOLDEN === '1') {
      await rm(kept, { recursive: true, force: true });
      for (const [name, bytes] of files) {
        await mkdir(dirname(join(kept, name)), { recursive: true });
        await writeFile(join(kept, name), bytes);
      }
    }
    expect([...files.keys()].sort()).toEqual(await filesBelow(kept));
    for (const [name, bytes] of files) {
      expect([name, bytes.toString()]).toEqual([name, await readFile(join(kept, name), 'utf8')]);
    }
  });

  it('is the same when it is written again', async () => {
    await write(folder);
    const files = await contentOf(folder);
    const again = await mkdtemp(join(folder, 'again-'));
    await write(again);
    expect(digest(await contentOf(again))).toEqual(digest(files));
  });

  it('tells nothing of where the photos stand on this machine', async () => {
    await write(folder);
    for (const [name, bytes] of await contentOf(folder)) {
      expect([name, bytes.includes('/photos/')]).toEqual([name, false]);
      expect([name, bytes.includes(study.parent)]).toEqual([name, false]);
    }
  });
});
