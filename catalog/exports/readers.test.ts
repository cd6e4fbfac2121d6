import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { archiveProblems } from '../formats/darwin-core/archive-check.fixture.ts';

/**
 * The golden files as their readers read them, each reader written from the format's own description.
 * What the programs themselves said of these files stands in docs/formats.md.
 */
const golden = fileURLToPath(new URL('fixtures/', import.meta.url));
const text = (path: string) => readFile(join(golden, path), 'utf8');

describe('MARK', () => {
  it('finds one record a line, histories of one length, a frequency a group, no comment twice', async () => {
    const lines = (await text('mark/Moray MARK.inp')).split('\n').slice(0, -1);
    const [, intervals, ...rest] = lines;
    expect(lines[0]).toMatch(/^\/\* 3 occasions: .* \*\/$/);
    expect(intervals).toMatch(/^\/\* Time intervals in days: \d+, \d+ \*\/$/);
    const records = rest.map((line) => {
      const match = /^([01]+) ((?:\d+ )+)\/\* (.+) \*\/;$/.exec(line);
      expect(line.length).toBeLessThanOrEqual(240);
      return { history: match?.[1] ?? '', groups: match?.[2].trim().split(' '), of: match?.[3] };
    });
    expect(new Set(records.map(({ history }) => history.length))).toEqual(new Set([3]));
    expect(records.every(({ history }) => history.includes('1'))).toBe(true);
    expect(new Set(records.map(({ of }) => of)).size).toBe(3);
    // Groups: female, male, unknown; every animal is in one.
    expect(records.map(({ groups }) => groups?.map(Number).reduce((a, b) => a + b))).toEqual([
      1, 1, 1,
    ]);
  });
});

describe('RMark', () => {
  it('reads a table whose first column is the history as text', async () => {
    const [header, ...rows] = (await text('rmark/Moray RMark.txt')).trimEnd().split('\n');
    expect(header.split('\t').slice(0, 2)).toEqual(['ch', 'freq']);
    for (const row of rows) {
      // What R's read.table takes as one field: no blanks, no quotes, no comment signs.
      const cells = row.split('\t');
      expect(cells).toHaveLength(5);
      expect(cells.every((cell) => /^[^\s"'#]+$/.test(cell))).toBe(true);
      expect(cells[0]).toMatch(/^[01]{2}$/);
    }
  });
});

describe('secr', () => {
  it('finds every detector that the captures name, in metres', async () => {
    const rows = async (name: string) =>
      (await text(`secr/Moray secr/${name}`))
        .trimEnd()
        .split('\n')
        .filter((line) => !line.startsWith('#'))
        .map((line) => line.split(/\s+/));
    const traps = await rows('traps.txt');
    const detectors = new Set(traps.map(([name]) => name));
    expect([...detectors].some((name) => name.includes('_'))).toBe(false);
    for (const [, x, y] of traps) {
      expect(Number(x)).toBeGreaterThan(100_000);
      expect(Number(y)).toBeGreaterThan(6_000_000);
    }
    const captures = await rows('captures.txt');
    for (const cells of captures) {
      expect(cells).toHaveLength(4);
      expect(Number(cells[2])).toBeGreaterThan(0);
      expect(detectors.has(cells[3])).toBe(true);
    }
  });
});

describe('a Darwin Core Archive', () => {
  const entries = async () => {
    const folder = 'darwin-core/Moray Darwin Core.zip';
    const names = ['meta.xml', 'eml.xml', 'occurrence.csv', 'multimedia.csv'];
    return new Map(
      await Promise.all(
        names.map(async (name) => [name, await readFile(join(golden, folder, name))] as const),
      ),
    );
  };

  it('is sound by the standard', async () => {
    expect(archiveProblems(await entries())).toEqual([]);
  });

  it.each([
    ['occurrence.csv', ',57.7,', ',97.7,', '97.7'],
    ['occurrence.csv', 'HumanObservation', 'SawIt', 'basisOfRecord SawIt'],
    ['occurrence.csv', '2026-06-09T07:06', '09/06/2026 07:06', 'eventDate'],
    ['multimedia.csv', 'individual-3,', 'individual-9,', 'which is not there'],
    ['meta.xml', 'terms/sex', 'terms/gender', 'gender is no Darwin Core term'],
  ])('with %s changed is found out', async (file, from, to, problem) => {
    const changed = await entries();
    const before = changed.get(file)?.toString('utf8') ?? '';
    changed.set(file, Buffer.from(before.replace(from, to)));
    expect(archiveProblems(changed).join('; ')).toContain(problem);
  });
});

describe('COCO', () => {
  it('has ids that meet, boxes on their pictures and areas that are theirs', async () => {
    for (const part of ['train', 'val']) {
      const { images, annotations, categories } = JSON.parse(
        await text(`coco/Moray COCO/annotations/${part}.json`),
      ) as {
        images: { id: number; width: number; height: number }[];
        annotations: {
          image_id: number;
          category_id: number;
          bbox: [number, number, number, number];
          area: number;
        }[];
        categories: { id: number }[];
      };
      const pictures = new Map(images.map((image) => [image.id, image]));
      for (const { image_id: id, category_id: category, bbox, area } of annotations) {
        const picture = pictures.get(id);
        expect(picture).toBeDefined();
        expect(categories.some((known) => known.id === category)).toBe(true);
        const [x, y, w, h] = bbox;
        expect(x + w).toBeLessThanOrEqual(picture?.width ?? 0);
        expect(y + h).toBeLessThanOrEqual(picture?.height ?? 0);
        expect(area).toBeCloseTo(w * h, 2);
      }
    }
  });
});
