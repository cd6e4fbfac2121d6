import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SafetensorsFile } from './safetensors-read.ts';
import { writeSafetensors } from './safetensors-write.ts';
import { WeightsError } from './weights-error.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resight-safetensors-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A file of a header and `dataBytes` zeros, as a careless or hostile writer would make it. */
async function craft(name: string, header: string, dataBytes: number, claimed?: bigint) {
  const json = Buffer.from(header);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(claimed ?? BigInt(json.length));
  const path = join(folder, name);
  await writeFile(path, Buffer.concat([length, json, Buffer.alloc(dataBytes)]));
  return path;
}

async function refusal(path: string): Promise<WeightsError> {
  try {
    await (await SafetensorsFile.open(path)).close();
  } catch (error) {
    if (error instanceof WeightsError) return error;
    throw error;
  }
  throw new Error(`${path} was accepted`);
}

const one = (begin: number, end: number, dtype = 'F32', shape = '[2]') =>
  `{"dtype":"${dtype}","shape":${shape},"data_offsets":[${begin},${end}]}`;

describe('a safetensors file that was written here', () => {
  it('gives back every tensor, its shape and the metadata', async () => {
    const path = join(folder, 'round.safetensors');
    const big = Float32Array.from({ length: 3_000_000 }, (_, i) => Math.fround(Math.sin(i)));
    await writeSafetensors(
      path,
      [
        { name: 'stem.weight', shape: [2, 3], values: Float32Array.of(1, -2, 3.5, 0, 1e-40, 6) },
        { name: 'scalar', shape: [], values: Float32Array.of(7) },
        { name: 'nothing', shape: [0, 4], values: new Float32Array(0) },
        { name: 'big', shape: [3, 1_000_000], values: big },
      ],
      { metadata: { format: 'pt', note: 'Größe "x"' } },
    );
    await using file = await SafetensorsFile.open(path);
    expect(file.header.metadata).toEqual({ format: 'pt', note: 'Größe "x"' });
    expect(file.entry('stem.weight').shape).toEqual([2, 3]);
    expect([...(await file.readFloats('stem.weight'))]).toEqual([
      1,
      -2,
      3.5,
      0,
      Math.fround(1e-40),
      6,
    ]);
    expect([...(await file.readFloats('scalar'))]).toEqual([7]);
    expect((await file.readFloats('nothing')).length).toBe(0);
    expect(
      Buffer.compare(Buffer.from((await file.readFloats('big')).buffer), Buffer.from(big.buffer)),
    ).toBe(0);
    expect(file.header.dataStart % 8).toBe(0);
  });

  it('is named and not used once any byte of it has changed', async () => {
    const path = join(folder, 'sealed.safetensors');
    const values = Float32Array.from({ length: 40 }, (_, at) => at / 7);
    await writeSafetensors(path, [{ name: 'w', shape: [40], values }], {
      metadata: { note: 'what it saw', 'resight.sha256 of another': '0'.repeat(64) },
    });
    const bytes = await readFile(path);
    // Under another name the hash is a note like any other.
    const key = bytes.indexOf('"resight.sha256"');
    for (let at = 0; at < bytes.length; at += 1) {
      if (at > key && at < key + '"resight.sha256'.length) continue;
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await writeFile(path, changed);
      const { code } = await refusal(path);
      if (at > bytes.length - 160) expect(code).toBe('damaged');
    }
    await writeFile(path, bytes);
    await (await SafetensorsFile.open(path)).close();
  });

  it('keeps halves to half precision', async () => {
    const path = join(folder, 'half.safetensors');
    await writeSafetensors(
      path,
      [{ name: 'w', shape: [3], values: Float32Array.of(0.1, 65504, -1e-8) }],
      { dtype: 'F16' },
    );
    await using file = await SafetensorsFile.open(path);
    expect(file.entry('w').dtype).toBe('F16');
    expect([...(await file.readFloats('w'))]).toEqual([0.0999755859375, 65504, -0]);
  });

  it('leaves the old file and no debris when writing fails', async () => {
    const path = join(folder, 'kept.safetensors');
    await writeSafetensors(path, [{ name: 'w', shape: [1], values: Float32Array.of(1) }]);
    const before = await readFile(path);
    const broken = Object.defineProperty(new Float32Array(1), 'subarray', {
      value: () => {
        throw new Error('disk full');
      },
    });
    await expect(
      writeSafetensors(path, [{ name: 'w', shape: [1], values: broken }]),
    ).rejects.toThrow('disk full');
    expect(Buffer.compare(await readFile(path), before)).toBe(0);
    expect((await readdir(folder)).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('is not written when a name comes twice or a shape does not fit', async () => {
    const w = { name: 'w', shape: [1], values: Float32Array.of(1) };
    await expect(writeSafetensors(join(folder, 'x'), [w, w])).rejects.toThrow('"w" comes twice');
    await expect(writeSafetensors(join(folder, 'x'), [{ ...w, shape: [2] }])).rejects.toThrow(
      '"w" [2] has 1 values',
    );
  });
});

describe('bfloat16 tensors and tensors of other types', () => {
  it('reads BF16 as floats and refuses whole numbers by name', async () => {
    const path = await craft(
      'mixed.safetensors',
      `{"count":${one(4, 20, 'I64')},"w":${one(0, 4, 'BF16')}}`,
      20,
    );
    const bytes = await readFile(path);
    const data = bytes.length - 20;
    bytes.writeUInt16LE(0x3fc0, data);
    bytes.writeUInt16LE(0xc000, data + 2);
    await writeFile(path, bytes);
    await using file = await SafetensorsFile.open(path);
    expect([...(await file.readFloats('w'))]).toEqual([1.5, -2]);
    await expect(file.readFloats('count')).rejects.toMatchObject({ code: 'unsupported-dtype' });
    await expect(file.readFloats('gamma')).rejects.toMatchObject({ code: 'missing-tensor' });
  });
});

describe('a damaged or hostile file is refused, by name and with the way out', () => {
  const cases: [string, () => Promise<string>, string, RegExp][] = [
    ['tensors cut off', () => craft('a', `{"w":${one(0, 8)}}`, 5), 'truncated', /8 bytes.*only 5/],
    ['a header beyond the file', () => craft('b', '{}', 0, 4096n), 'truncated', /4096.*only 10/],
    [
      'a giant header',
      () => craft('c', '{}', 0, 1n << 60n),
      'header-too-large',
      /1152921504606846976/,
    ],
    ['no JSON', () => craft('d', '{"w":', 0), 'header-invalid', /not JSON/],
    ['a list for a header', () => craft('e', '[]', 0), 'header-invalid', /not a JSON object/],
    [
      'a key twice',
      () => craft('f', `{"w":${one(0, 8)}, "w" :${one(0, 8)}}`, 8),
      'duplicate-key',
      /"w" twice/,
    ],
    [
      'a key twice, once escaped',
      () => craft('g', `{"w":${one(0, 8)},"\\u0077":${one(0, 8)}}`, 8),
      'duplicate-key',
      /"w" twice/,
    ],
    [
      'half an element',
      () => craft('h', `{"w":${one(0, 7)}}`, 7),
      'misaligned',
      /spans 7 bytes.*takes 8/,
    ],
    ['a hole', () => craft('i', `{"w":${one(4, 12)}}`, 12), 'misaligned', /4 bytes of no tensor/],
    ['bytes left over', () => craft('j', `{"w":${one(0, 8)}}`, 9), 'misaligned', /1 bytes after/],
    [
      'tensors on one another',
      () => craft('k', `{"a":${one(0, 8)},"b":${one(4, 12)}}`, 12),
      'overlap',
      /"b" begins inside tensor "a"/,
    ],
    ['offsets backwards', () => craft('l', `{"w":${one(8, 0)}}`, 8), 'misaligned', /spans -8/],
    [
      'a negative side',
      () => craft('m', `{"w":${one(0, 8, 'F32', '[-2]')}}`, 8),
      'header-invalid',
      /impossible shape/,
    ],
    [
      'a shape beyond all bounds',
      () => craft('n', `{"w":${one(0, 8, 'F32', '[9007199254740991,3]')}}`, 8),
      'header-invalid',
      /impossible shape/,
    ],
    [
      'an unknown type',
      () => craft('o', `{"w":${one(0, 8, 'Q4')}}`, 8),
      'unsupported-dtype',
      /"Q4"/,
    ],
  ];
  it.each(cases)('%s', async (_, make, code, message) => {
    const path = await make();
    const error = await refusal(path);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.message.startsWith(`${path}: `)).toBe(true);
  });

  it('a file of three bytes, and one that is not there', async () => {
    const short = join(folder, 'short');
    await writeFile(short, 'abc');
    expect((await refusal(short)).code).toBe('truncated');
    expect((await refusal(join(folder, 'absent'))).code).toBe('unreadable');
  });

  it('a pickle, whether zipped, bare or only by its name', async () => {
    const zipped = join(folder, 'model.bin');
    await writeFile(zipped, Buffer.from('PK\x03\x04 archive/data.pkl'));
    const bare = join(folder, 'old.bin');
    await writeFile(bare, Buffer.from([0x80, 2, 0x7d, 0x71, 0, 0x58, 1, 2, 3]));
    const named = join(folder, 'net.pth');
    await writeFile(named, 'anything at all');
    for (const path of [zipped, bare, named]) {
      const error = await refusal(path);
      expect(error.code).toBe('pickled');
      expect(error.message).toContain('safetensors.torch.save_file');
    }
  });

  it('but a header of 640 bytes, which starts like a pickle, is read', async () => {
    const entry = `{"w":${one(0, 8)}}`;
    const path = await craft('lookalike', entry.padEnd(640), 8);
    expect([...(await readFile(path)).subarray(0, 2)]).toEqual([0x80, 2]);
    await using file = await SafetensorsFile.open(path);
    expect([...(await file.readFloats('w'))]).toEqual([0, 0]);
  });
});
