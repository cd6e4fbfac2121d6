import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WeightsSource } from '#terms/weights.ts';
import { efficientNetFile } from './efficientnet-file.fixture.ts';
import { weightsSources } from './sources.ts';
import { startWeightsServer } from './weights-server.fixture.ts';
import { WeightsShelf } from './weights-shelf.ts';

let folder: string;
let made: string;
let b0: Buffer;
let sha256: string;
let server: Awaited<ReturnType<typeof startWeightsServer>>;
let shelf: WeightsShelf;

beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), 'resight-made-weights-'));
  b0 = await efficientNetFile();
  await writeFile(join(made, 'b0.safetensors'), b0);
  sha256 = createHash('sha256').update(b0).digest('hex');
});
afterAll(() => rm(made, { recursive: true, force: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resight-shelf-'));
  server = await startWeightsServer({});
  shelf = newShelf();
});
afterEach(async () => {
  await shelf.close();
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

const newShelf = (sources: WeightsSource[] = []) =>
  new WeightsShelf(folder, () => {}, { sources, pauses: [1, 1] });

/** Waits until nothing runs; what failed or was paused stays. */
async function settled(on = shelf) {
  for (;;) {
    const list = await on.list();
    if (list.downloads.every(({ state }) => state === 'paused' || state === 'failed')) return list;
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
}
const fetched = async (name: string, hash: string | null = null) => {
  shelf.downloadAddress(`${server.base}/${name}`, hash);
  return settled();
};

describe('a download', () => {
  it('brings a file, says what it is, and shows a hash that nobody vouched for', async () => {
    server.files['/b0.safetensors'] = { bytes: b0 };
    const { files, downloads } = await fetched('b0.safetensors');
    expect(downloads).toEqual([]);
    expect(files).toMatchObject([
      {
        name: 'b0.safetensors',
        bytes: b0.length,
        sha256,
        network: 'b0',
        variants: ['timm', 'timm-tf'],
        variant: null,
        licence: null,
        hashFrom: 'nobody',
      },
    ]);
    expect(await readFile(files[0]?.path ?? '')).toEqual(b0);
    expect(await shelf.setVariant('b0.safetensors', 'timm')).toMatchObject({ variant: 'timm' });
    await expect(shelf.setVariant('b0.safetensors', 'torchvision')).rejects.toThrow(
      /cannot be of torchvision: its names fit timm or timm-tf/,
    );
  });

  it('goes on by Range where the connection was cut, however often', async () => {
    server.files['/b0.safetensors'] = {
      bytes: b0,
      etag: '"one"',
      cuts: [4_000_000, 70_000, 9_000_000],
    };
    const { files } = await fetched('b0.safetensors', sha256);
    expect(files).toMatchObject([{ sha256, hashFrom: 'person' }]);
    const begins = server.asked.map(({ range }) => Number(/\d+/.exec(range ?? '0')?.[0]));
    expect(begins).toHaveLength(4);
    expect(begins).toEqual([...begins].sort((a, b) => a - b));
    expect(begins.at(-1)).toBeGreaterThan(4_000_000);
  });

  it('begins anew where the server knows no ranges, or has another file by now', async () => {
    server.files['/a.safetensors'] = { bytes: b0, cuts: [1_000_000], ranges: false };
    expect((await fetched('a.safetensors', sha256)).files).toHaveLength(1);
    const replaced = Buffer.from(b0);
    replaced[replaced.length - 1] = 1;
    server.files['/b.safetensors'] = { bytes: replaced, etag: '"old"', cuts: [2_000_000, 0, 0] };
    const { downloads } = await fetched('b.safetensors');
    expect(downloads).toMatchObject([{ state: 'failed', error: { code: 'internal' } }]);
    server.files['/b.safetensors'] = { bytes: b0, etag: '"new"' };
    await shelf.resume(downloads[0]?.id ?? '');
    expect((await settled()).files).toMatchObject([{ sha256 }, { name: 'b.safetensors', sha256 }]);
  });

  it('of another content than it should have is thrown away, with both hashes said', async () => {
    server.files['/b0.safetensors'] = { bytes: b0 };
    const wrong = 'f'.repeat(64);
    const { files, downloads } = await fetched('b0.safetensors', wrong);
    expect(files).toEqual([]);
    expect(downloads).toMatchObject([{ state: 'failed', error: { code: 'bad-input' } }]);
    expect(downloads[0]?.error?.message).toContain(`SHA-256 is ${sha256}, it should be ${wrong}`);
    expect(await readdir(folder)).toEqual([]);
    // Tried again, it is held against the same hash.
    await shelf.resume(downloads[0]?.id ?? '');
    expect((await settled()).downloads).toMatchObject([{ state: 'failed' }]);
  });

  it('is checked against the hash that a hub states on its way to the file', async () => {
    server.files['/good.safetensors'] = { bytes: b0, linked: sha256 };
    expect((await fetched('good.safetensors')).files).toMatchObject([{ hashFrom: 'server' }]);
    server.files['/bad.safetensors'] = { bytes: b0, linked: 'e'.repeat(64) };
    expect((await fetched('bad.safetensors')).downloads[0]?.error?.message).toContain(
      'the server states eeee',
    );
  });

  it('is paused, outlives the program, and goes on in the next', async () => {
    server.files['/b0.safetensors'] = { bytes: b0, etag: '"one"', slowly: true };
    const { id } = shelf.downloadAddress(`${server.base}/b0.safetensors`, sha256);
    await expect.poll(async () => (await shelf.list()).downloads[0]?.received).toBe(1000);
    await shelf.close();
    const later = newShelf();
    expect((await later.list()).downloads).toMatchObject([
      { id, state: 'paused', received: 1000, name: 'b0.safetensors' },
    ]);
    server.files['/b0.safetensors'] = { bytes: b0, etag: '"one"' };
    await later.resume(id);
    expect((await settled(later)).files).toMatchObject([{ sha256 }]);
    expect(server.asked.at(-1)?.range).toBe('bytes=1000-');
    await later.close();
  });

  it('says how much of how much is there', async () => {
    server.files['/b0.safetensors'] = { bytes: b0, slowly: true };
    shelf.downloadAddress(`${server.base}/b0.safetensors`, null);
    await expect
      .poll(async () => (await shelf.list()).downloads)
      .toMatchObject([{ state: 'running', received: 1000, total: b0.length }]);
  });

  it('brings an ONNX network of others, too', async () => {
    const bytes = await readFile(new URL('../embedder/fixtures/patches.onnx', import.meta.url));
    server.files['/patches.onnx'] = { bytes };
    const { files, downloads } = await fetched('patches.onnx');
    expect(downloads).toEqual([]);
    expect(files).toMatchObject([{ name: 'patches.onnx', kind: 'onnx', bytes: bytes.length }]);
  });

  it('can be thrown away half-way', async () => {
    server.files['/b0.safetensors'] = { bytes: b0, slowly: true };
    const { id } = shelf.downloadAddress(`${server.base}/b0.safetensors`, null);
    await expect.poll(async () => (await shelf.list()).downloads[0]?.received).toBe(1000);
    await shelf.discard(id);
    expect((await shelf.list()).downloads).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('says that a file is not there, and that a machine does not answer', async () => {
    expect((await fetched('gone.safetensors')).downloads[0]?.error).toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('answered 404') as string,
    });
    const { base } = server;
    await server.close();
    shelf.downloadAddress(`${base}/x.safetensors`, null);
    const { downloads } = await settled();
    expect(downloads.find(({ name }) => name === 'x.safetensors')?.error?.message).toMatch(
      /The connection to 127\.0\.0\.1:\d+ broke .* bring the file from disk/,
    );
    server = await startWeightsServer({});
  });

  it('of a published network carries its licence and library; a pickled one is refused', async () => {
    const source: WeightsSource = {
      ...(weightsSources.find(({ library }) => library === 'timm') as WeightsSource),
      url: `${server.base}/b0.safetensors`,
      sha256,
    };
    const pickled = weightsSources.find(({ format }) => format === 'pickle') as WeightsSource;
    shelf = newShelf([source, pickled]);
    server.files['/b0.safetensors'] = { bytes: b0 };
    shelf.downloadSource(source.id);
    expect((await settled()).files).toMatchObject([
      {
        variant: 'timm',
        licence: 'Apache-2.0',
        hashFrom: 'list',
        name: `${source.name}.safetensors`,
      },
    ]);
    expect(() => shelf.downloadSource(pickled.id)).toThrow(/pickled PyTorch file only/);
    expect(() => shelf.downloadAddress(`${server.base}/weights.pt`, null)).toThrow(
      /can run code when they are opened and are never fetched/,
    );
    expect(() => shelf.downloadAddress('http://example.org/a.safetensors', null)).toThrow(
      /only https addresses are/,
    );
  });

  it('that holds a pickle under a better name is thrown away unopened', async () => {
    server.files['/a.safetensors'] = {
      bytes: Buffer.from('PK\u0003\u0004 and so on, a zip of PyTorch'),
    };
    expect((await fetched('a.safetensors')).downloads[0]?.error?.message).toMatch(
      /a\.safetensors: is a pickled PyTorch file/,
    );
  });
});

describe('a file from disk', () => {
  it('is copied in once, by its content', async () => {
    const first = await shelf.importFile(join(made, 'b0.safetensors'));
    expect(first).toMatchObject({ name: 'b0.safetensors', network: 'b0', sha256 });
    await writeFile(join(made, 'again.safetensors'), b0);
    expect(await shelf.importFile(join(made, 'again.safetensors'))).toEqual(first);
    await shelf.remove('b0.safetensors');
    expect(await readdir(folder)).toEqual([]);
  });

  it('with a part of the network wanting is refused by name', async () => {
    const path = join(made, 'half.safetensors');
    await writeFile(path, await efficientNetFile(['blocks.2.0.conv_dw.weight', 'bn2.running_var']));
    await expect(shelf.importFile(path)).rejects.toThrow(
      /EfficientNet B0 with parts wanting\. 2 missing: blocks\.2\.0\.conv_dw\.weight, bn2\.running_var\./,
    );
  });

  it.each([
    [
      'weights.pt',
      Buffer.from([0x80, 2, 0x7d, 0x71, 0, 0x58, 1, 2, 3]),
      /pickled PyTorch file, which can run code/,
    ],
    ['weights.safetensors', Buffer.from('not weights at all'), /no safetensors file/],
    ['network.onnx', Buffer.from('hello'), /does not begin as an ONNX network/],
  ])('%s of other content is refused, and says why', async (name, bytes, words) => {
    const path = join(made, name);
    await writeFile(path, bytes);
    await expect(shelf.importFile(path)).rejects.toThrow(words);
    expect(await readdir(folder)).toEqual([]);
  });

  it('that is not there is said to be not there', async () => {
    await expect(shelf.importFile(join(made, 'none.safetensors'))).rejects.toThrow(/is not there/);
  });
});

it('every published file has an encrypted address, a licence and a page, and its own id', () => {
  expect(new Set(weightsSources.map(({ id }) => id)).size).toBe(weightsSources.length);
  for (const { url, page, licence, format, sha256: known } of weightsSources) {
    expect([url, page].every((text) => text.startsWith('https://'))).toBe(true);
    expect(licence).not.toBe('');
    expect(url.endsWith('.safetensors')).toBe(format === 'safetensors');
    expect(known ?? '0'.repeat(64)).toMatch(/^[0-9a-f]{64}$/);
  }
});

describe('a file that a training would start from', () => {
  it('is named as damaged when it is no longer what was brought in', async () => {
    const { path } = await shelf.importFile(join(made, 'b0.safetensors'));
    expect(await shelf.damageOf(path)).toBeNull();
    const bytes = await readFile(path);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    await writeFile(path, bytes);
    expect(await shelf.damageOf(path)).toContain('b0.safetensors is not the file');
    expect(await shelf.damageOf(join(made, 'b0.safetensors'))).toBeNull();
  });
});
