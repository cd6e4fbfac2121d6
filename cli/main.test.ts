import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startResight } from './run-resight.fixture.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resight-cli-'));
});
afterEach(() => rm(folder, { recursive: true }));

const start = (...args: string[]) => startResight(folder, ...args);
const resight = (...args: string[]) => start(...args).ended;

async function photo(path: string, background: string): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  await sharp({ create: { width: 40, height: 30, channels: 3, background } })
    .jpeg()
    .toFile(path);
}

describe('resight', () => {
  it('makes a catalogue, imports photos, lists them, and says what it could not read', async () => {
    expect(await resight('new', 'Moray')).toMatchObject({
      code: 0,
      out: `Made ${join(folder, 'Moray.resight')}\n`,
    });
    await photo(join(folder, 'field', 'a.jpg'), 'teal');
    await photo(join(folder, 'field', 'b.jpg'), 'gold');
    // The only catalogue in the current folder needs no name.
    expect(await resight('import', 'photos', 'field')).toMatchObject({
      code: 0,
      out: '2 photos added. 2 photos have no date.\n',
    });
    await writeFile(join(folder, 'field', 'broken.jpg'), '');
    const partly = await resight('import', 'photos', 'field');
    expect(partly.code).toBe(3);
    expect(partly.out).toContain('2 already there');
    expect(partly.out).toContain(
      `${join(folder, 'field', 'broken.jpg')}: The file is empty (0 bytes).`,
    );
    const listed = await resight('photos', 'list', '--json');
    const { total, rows } = JSON.parse(listed.out) as { total: number; rows: { name: string }[] };
    expect(total).toBe(2);
    expect(rows.map(({ name }) => name).toSorted()).toEqual(['a.jpg', 'b.jpg']);
    expect((await resight('photos', 'list')).out).toMatch(
      /id +taken +name[\s\S]*a\.jpg[\s\S]*2 of 2 photos/,
    );
    expect((await resight('encounters', 'list')).out).toContain('No date');
    expect((await resight('jobs')).out).toMatch(/2 +done +Import photos from field/);
    expect((await resight('jobs', 'log', '2')).out).toContain('broken.jpg: The file is empty');
    expect(await resight('backup')).toMatchObject({ code: 0 });
  });

  it('draws a demo, the same for the same seed, and goes on with one that was interrupted', async () => {
    const args = ['demo', 'd', '--photos', '6', '--individuals', '3', '--seed', '5'];
    const { child, ended } = start(...args);
    const drawn = join(folder, 'd', 'Demo photos', '.drawn', '0.json');
    for (let tries = 0; tries < 1000 && !existsSync(drawn); tries += 1) {
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
    }
    child.kill('SIGKILL');
    await ended;
    const again = await resight(...args);
    expect(again.err).not.toContain('resight:');
    expect(again).toMatchObject({ code: 0 });
    expect(again.out).toContain('holds 6 photos');
    const truth = JSON.parse(
      await readFile(join(folder, 'd', 'Demo photos', 'truth.json'), 'utf8'),
    ) as { photos: unknown[] };
    expect(truth.photos).toHaveLength(6);
  });

  it('is cancelled by Ctrl-C, keeps what was done, and answers 130', async () => {
    await resight('new', 'Moray');
    await Promise.all(
      Array.from({ length: 300 }, (_, i) =>
        photo(join(folder, 'field', `${i}.jpg`), `rgb(${i % 256},${i % 7},90)`),
      ),
    );
    const { child, ended } = start('import', 'photos', 'field');
    await new Promise((resolve) => {
      child.stderr.once('data', resolve);
    });
    child.kill('SIGINT');
    expect(await ended).toMatchObject({
      code: 130,
      err: expect.stringContaining('what is done so far is kept'),
    });
  });

  it('starts a job by its kind and what is asked of it', async () => {
    await resight('new', 'Moray');
    await photo(join(folder, 'field', '1.jpg'), 'rgb(1,2,3)');
    const start = (spec: object) => resight('jobs', 'start', 'import-photos', JSON.stringify(spec));
    const done = await start({ paths: [join(folder, 'field')] });
    expect(done).toMatchObject({ code: 0, out: '1 photo added. 1 photo has no date.\n' });
    const wrong = await start({ paths: ['field'] });
    expect(wrong.code).toBe(1);
    expect(wrong.err).toContain('"spec.paths.0": is not a full path');
    expect((await resight('jobs')).out).toMatch(
      /1 +done +Import photos from field +1 photo added\./,
    );
  });

  it.each([
    [['photos', 'list'], 1, 'is no catalogue and holds none'],
    [['photos', 'list', '--catalogue', '/nowhere'], 1, '/nowhere is no catalogue'],
    [['frobnicate'], 2, "unknown command 'frobnicate'"],
    [['demo', 'd', '--photos', 'many'], 2, 'must be a whole number'],
    [['import', 'photos'], 2, "missing required argument 'paths'"],
    [['jobs', 'start', 'demo', '{}'], 2, 'Allowed choices are import-photos'],
    [['jobs', 'start', 'import-photos', 'here'], 2, 'It must be JSON'],
  ])('%j ends with code %i and says why', async (args, code, words) => {
    const ended = await resight(...args);
    expect(ended.code).toBe(code);
    expect(ended.err).toContain(words);
  });

  it('says what it can do, and what each command takes, with examples', async () => {
    const help = await resight('--help');
    expect(help.code).toBe(0);
    for (const command of [
      'new',
      'demo',
      'import',
      'photos',
      'encounters',
      'jobs',
      'serve',
      'backup',
    ]) {
      expect(help.out).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
    }
    expect(help.out).toContain('Exit codes:');
    expect((await resight('import', 'photos', '--help')).out).toContain(
      'Example: resight import photos',
    );
  });

  it('answers a program in JSON, errors too', async () => {
    const ended = await resight('--json', 'photos', 'list');
    expect(JSON.parse(ended.err)).toMatchObject({ error: { code: 'catalogue-missing' } });
  });
});
