import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startResight } from './run-resight.fixture.ts';

let folder: string;
const resight = (...args: string[]) => startResight(folder, ...args).ended;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resight-cli-detector-'));
  await resight('new', 'Moray');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the detector on the command line', () => {
  it('says before a training what stands against it, and refuses it with the way out', async () => {
    const dry = await resight('train', 'detector', '--dry-run', '--json');
    expect(dry.code).toBe(0);
    const forecast = JSON.parse(dry.out) as { obstacles: string[] };
    expect(forecast.obstacles.join()).toContain('Draw boxes');
    const { code, err } = await resight('train', 'detector', '--from', 'random');
    expect(code).toBe(1);
    expect(err).toMatch(/^resight: There are no boxes to learn from/m);
  });

  it('refuses choices that there are not, each by its name', async () => {
    for (const [option, value] of [
      ['--preset', 'tiny'],
      ['--from', 'yesterday'],
      ['--learning-rate', '0'],
    ] as const) {
      const { code, err } = await resight('train', 'detector', option, value);
      expect([option, code]).toEqual([option, 2]);
      expect(err).toContain(option);
    }
    const odd = await resight('train', 'detector', '--input', '100');
    expect(odd.err).toContain('resight: The call was refused. "input"');
    const { code, err } = await resight('train', 'detector', '--class', 'tail');
    expect(code).toBe(1);
    expect(err).toContain('dorsal fin');
  });

  it('detects with the starter where nothing was trained, and lists and chooses versions', async () => {
    const { code, out } = await resight('detect');
    expect(code).toBe(0);
    expect(out).toContain('0 boxes proposed on 0 photos');
    const list = await resight('models', 'list', '--json');
    expect(JSON.parse(list.out)).toMatchObject([{ name: 'Starter detector', origin: 'starter' }]);
    const chosen = await resight('models', 'choose', '1');
    expect(chosen.out).toBe('Starter detector is in use now.\n');
    expect((await resight('models', 'list')).out).toContain('*');
  });

  it('has nothing to judge by where no photo has boxes', async () => {
    const { code, err } = await resight('evaluate', 'detector', '--model', '1');
    expect(code).toBe(1);
    expect(err).toContain('No photo with boxes');
  });
});
