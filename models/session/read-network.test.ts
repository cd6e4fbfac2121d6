import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isSound, readNetwork, sha256Of } from './read-network.ts';

let path: string;
let folder: string;
const network = Buffer.from('a network');
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resight-network-'));
  path = join(folder, 'network.onnx');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const card = (sha256?: string) =>
  writeFile(join(folder, 'network.json'), JSON.stringify({ network: 'x', sha256 }));

it('a network is used if it is what its card was written for, or if its card says nothing', async () => {
  await writeFile(path, network);
  await card(sha256Of(network));
  expect((await readNetwork(path)).equals(network)).toBe(true);
  await card();
  expect(await isSound(path)).toBe(true);
});

it.each([
  ['emptied', ''],
  ['cut off', 'a net'],
  ['changed', 'a Network'],
])('a network that was %s is named and not used', async (_, content) => {
  await card(sha256Of(network));
  await writeFile(path, content);
  await expect(readNetwork(path)).rejects.toThrow(`${path}: is not what was written`);
  expect(await readFile(path, 'utf8')).toBe(content);
});

it('a network that is gone is named', async () => {
  await expect(readNetwork(join(folder, 'gone.onnx'))).rejects.toThrow(/gone.onnx: cannot be read/);
});
