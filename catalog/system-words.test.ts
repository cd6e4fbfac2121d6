import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { systemWords } from './system-words.ts';

const folder = mkdtempSync(join(tmpdir(), 'resight-words-'));
afterAll(() => rmSync(folder, { recursive: true }));

function errorOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

it('what the system says of a file is said in words, with its name', () => {
  writeFileSync(join(folder, 'file'), '');
  const gone = join(folder, 'gone.csv');
  expect(systemWords(errorOf(() => readFileSync(gone)))).toMatchObject({
    code: 'not-found',
    message: `${gone} is not there. Check its name, or plug in the disk it is on.`,
  });
  const below = join(folder, 'file', 'x.csv');
  expect(systemWords(errorOf(() => writeFileSync(below, '')))?.message).toContain('a folder');
  const long = join(folder, 'x'.repeat(300));
  expect(systemWords(errorOf(() => writeFileSync(long, '')))?.message).toContain('too long');
});

it('a full disk names what was being written, not the name it had meanwhile', () => {
  const partial = '/photos/a.csv.8f2b61d4-9a55-4a55-9c55-1234567890ab.partial';
  const error = Object.assign(new Error('no space left'), { code: 'ENOSPC', path: partial });
  expect(systemWords(error)).toMatchObject({
    code: 'disk-full',
    message: 'The disk with /photos/a.csv is full. Free some space and try again.',
  });
});

it('other errors are not of the system', () => {
  expect(systemWords(new Error('x'))).toBeNull();
  expect(systemWords(Object.assign(new Error('x'), { code: 'SQLITE_FULL' }))).toBeNull();
});
