import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { interrupted } from './interrupted.fixture.ts';
import { expectWhole } from './whole.fixture.ts';

it('killed ten times, the command and its worker in turn, it still finishes whole', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'resight-quickstart-'));
  try {
    const { kills, end } = await interrupted(folder, 10, 7000);
    process.stdout.write(`${kills.join('\n')}\n`);
    expect(end.code, `${kills.join(', ')}\n${end.err}`).toBe(0);
    await expectWhole(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 900_000);
