import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeXlsx } from 'hucre/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellText } from './cell-text.ts';
import { readWorkbook } from './workbook.ts';

const fixture = (name: string) => fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'resight-workbook-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a workbook', () => {
  it.each(['sightings.xlsx', 'sightings.ods'])(
    '%s gives its sheets, with dates as dates and codes as they are written',
    async (name) => {
      const [about, sightings] = await readWorkbook(fixture(name));
      expect(about).toEqual({ name: 'About', rows: [] });
      expect(sightings.name).toBe('Sightings 2026');
      expect(sightings.rows.map(({ line }) => line)).toEqual([1, 2, 3, 5]);
      const [header, first, second, third] = sightings.rows.map(({ cells }) => cells);
      expect(header).toEqual(['Photo', 'Whale code', 'Date', 'Time', 'Lat', 'Notes']);
      expect(first.slice(0, 3)).toEqual(['a.jpg', '007', '2026-06-07']);
      expect(first[3]).toMatch(/^10:42(?::00)?$/);
      expect(first.slice(4)).toEqual(['57.1234', 'first & last']);
      expect(second.slice(2)).toEqual(['2026-06-07 10:42:30', '', '-4.5']);
      expect(third.slice(0, 4)).toEqual(['c.jpg', '123456', '2026-06-08', '11:05']);
    },
  );

  it('shows a number with the noughts that its cell shows', async () => {
    const [, { rows }] = await readWorkbook(fixture('sightings.xlsx'));
    expect(rows[2].cells[1]).toBe('007');
  });

  it('is read on the side: the caller answers others meanwhile', async () => {
    const rows = Array.from({ length: 4000 }, (_, at) => [`IMG_${at}.jpg`, `FW${at % 90}`, at]);
    const path = join(folder, 'long.xlsx');
    writeFileSync(path, await writeXlsx({ sheets: [{ name: 'All', rows }] }));
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 5);
    const [sheet] = await readWorkbook(path);
    clearInterval(timer);
    expect(sheet.rows).toHaveLength(4000);
    expect(sheet.rows[3999]).toEqual({ line: 4000, cells: ['IMG_3999.jpg', 'FW39', '3999'] });
    expect(turns).toBeGreaterThan(5);
  });

  it('that is none, or is cut off, is refused by name and with a way out', async () => {
    const path = join(folder, 'old.xlsx');
    writeFileSync(path, Buffer.from('d0cf11e0a1b11ae1', 'hex'));
    await expect(readWorkbook(path)).rejects.toThrow(/old\.xlsx is no workbook.*saved as \.xlsx/);
    const other = join(folder, 'sightings.ods');
    copyFileSync(fixture('sightings.xlsx'), other);
    await expect(readWorkbook(other)).rejects.toThrow('content.xml');
  });
});

describe('a cell', () => {
  it.each<[Parameters<typeof cellText>, string]>([
    [[7], '7'],
    [[7, '0000'], '0007'],
    [[0.1 + 0.2], '0.3'],
    [[1e-7], '0.0000001'],
    [[12345678901234], '12345678901234'],
    [[new Date('2026-06-07T00:00:00Z')], '2026-06-07'],
    [[new Date('2026-06-07T10:41:59.999Z')], '2026-06-07 10:42:00'],
    [[new Date('1899-12-30T10:42:00Z')], '10:42:00'],
    [[true], 'true'],
    [[null], ''],
    [[' 007 '], '007'],
  ])('%j reads %s', ([content, format], text) => {
    expect(cellText(content, format)).toBe(text);
  });
});
