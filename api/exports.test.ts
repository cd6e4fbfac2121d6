import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fillStudy } from '#catalog/exports/made-study.fixture.ts';
import { exportFormat, type ExportFormat } from '#terms/exports/formats.ts';
import { exportReport } from '#terms/exports/report.ts';
import { madeApp } from './made-app.fixture.ts';

type Made = Awaited<ReturnType<typeof madeApp>>;
let made: Made;
let out: string;
beforeEach(async () => {
  made = await madeApp();
  await made.client.catalogue.create({ parent: made.folder, name: 'Moray' });
  fillStudy(made.app.open.catalogue);
  out = join(made.folder, 'out');
});
afterEach(() => made.remove());

async function ended(start: ReturnType<Made['client']['exports']['start']>) {
  const { id } = await start;
  await made.app.open.queue.idle();
  return made.client.jobs.get({ jobId: id });
}
const run = async (format: ExportFormat, more: object = {}) =>
  ended(made.client.exports.start({ format, folder: out, ...more }));

describe('an export', () => {
  it('is previewed with its first rows, its counts and what stays out and why', async () => {
    const preview = await made.client.exports.preview({
      format: 'sightings-csv',
      options: { filter: { minQuality: 2 } },
    });
    expect(preview).toMatchObject({
      name: 'Moray sightings.csv',
      isFolder: false,
      counts: { sightings: 5, individuals: 3 },
      leftOut: [{ reason: 'quality below 2', count: 3 }],
    });
    expect(preview.files[0].rows?.[1]?.slice(0, 2)).toEqual(["'=SUM(A1)", 'Two\nlines']);
  });

  it('is previewed in every format, as much of it as was asked', async () => {
    for (const format of exportFormat.options) {
      const preview = await made.client.exports.preview({ format, options: {} });
      const boxes = format === 'networks' ? 0 : 8;
      expect([format, preview.files.length > 0, preview.counts.boxes]).toEqual([
        format,
        true,
        boxes,
      ]);
    }
    const { occasions } = await made.client.exports.preview({
      format: 'mark',
      options: { occasions: { by: 'month' } },
    });
    expect(occasions).toEqual(['2026-06', '2026-07']);
  });

  it('is a job that writes what the preview said, and says what it left out', async () => {
    const job = await run('secr');
    expect(job).toMatchObject({ state: 'done', title: 'Export secr' });
    const report = exportReport.parse(job.result);
    expect(report).toMatchObject({
      path: join(out, 'Moray secr'),
      leftOut: [{ reason: 'no coordinates', count: 1 }],
      notes: { crs: 'EPSG:32630' },
    });
    expect(job.summary).toContain('1 left out');
    expect((await readdir(report.path)).sort()).toEqual([
      'captures.txt',
      'export.json',
      'intervals.R',
      'traps.txt',
    ]);
    expect(await made.client.exports.lastFolder()).toMatchObject({ folder: out });
  });

  it('never writes over what is there unless it is told to, and never over what is not its own', async () => {
    await run('secr');
    expect(exportReport.parse((await run('secr')).result).path).toBe(join(out, 'Moray secr (2)'));
    expect((await run('secr', { ifThere: 'refuse' })).error?.message).toContain('is there already');
    expect((await run('secr', { ifThere: 'replace' })).state).toBe('done');
    // What a person made of an export is theirs: a table that was edited, a folder with a file of their own.
    await run('boxes-csv');
    const table = join(out, 'Moray boxes.csv');
    for (const mine of [join(out, 'Moray secr', 'remarks.txt'), table]) {
      await writeFile(mine, 'mine');
      const refused = await run(mine === table ? 'boxes-csv' : 'secr', { ifThere: 'replace' });
      expect(refused.error?.message).toContain('no export of this catalogue wrote it');
      expect(await readFile(mine, 'utf8')).toBe('mine');
    }
    expect((await readdir(out)).filter((name) => /partial|old/.test(name))).toEqual([]);
  });

  it('is refused inside a catalogue, and where the format cannot hold it, in words', async () => {
    const inside = await run('mark', { folder: made.app.open.catalogue.layout.crops });
    expect(inside.error?.message).toContain('is inside a catalogue');
    made.app.open.catalogue.run(`UPDATE individuals SET species = 'bottlenose'`);
    const odd = await run('wildbook');
    expect(odd.error).toMatchObject({ code: 'bad-input' });
    expect(odd.error?.message).toContain('has the species "bottlenose"');
    expect(await readdir(out)).toEqual([]);
    const named = await run('wildbook', {
      options: { scientificNames: { bottlenose: 'Tursiops truncatus' } },
    });
    expect(named.state).toBe('done');
  });

  it('goes by a name that cannot lead out of its folder', async () => {
    const job = await run('mark', { name: '../../over.inp' });
    expect(exportReport.parse(job.result).path).toBe(join(out, '-..-over.inp'));
  });
});
