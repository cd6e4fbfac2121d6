import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { efficientNetFile } from '#api/weights/efficientnet-file.fixture.ts';
import { startWeightsServer } from '#api/weights/weights-server.fixture.ts';
import { startResight } from './run-resight.fixture.ts';

let folder: string;
let bytes: Buffer;
let server: Awaited<ReturnType<typeof startWeightsServer>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resight-weights-'));
  bytes = await efficientNetFile();
  server = await startWeightsServer({
    '/b0.safetensors': { bytes, etag: '"b0"', cuts: [900_000] },
  });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});
const resight = (...args: string[]) => startResight(folder, 'weights', ...args).ended;

it('weights are fetched over a cut connection, listed with their hash, and removed', async () => {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const fetched = await resight('fetch', `${server.base}/b0.safetensors`, '--sha256', sha256);
  expect(fetched).toMatchObject({ code: 0, out: expect.stringContaining(sha256) as string });
  expect(fetched.out).toContain('EfficientNet B0, all tensors there');
  const listed = await resight('list', '--json');
  expect(JSON.parse(listed.out)).toMatchObject({ files: [{ sha256, hashFrom: 'person' }] });
  expect((await resight('remove', 'b0.safetensors')).code).toBe(0);
  expect((await resight()).out).toContain('timm/efficientnet_b0.ra_in1k');
});

it('a wrong hash, an unknown id and a pickled file are refused with words and a code', async () => {
  const wrong = await resight('fetch', `${server.base}/b0.safetensors`, '--sha256', 'f'.repeat(64));
  expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('should be fff') as string });
  const unknown = await resight('fetch', 'timm/none');
  expect(unknown).toMatchObject({ code: 1, err: expect.stringContaining('timm/none') as string });
  await writeFile(join(folder, 'a.pt'), Buffer.from('PK\u0003\u0004 a zip of pickles'));
  const pickled = await resight('import', join(folder, 'a.pt'));
  expect(pickled).toMatchObject({ code: 1, err: expect.stringContaining('pickled') as string });
});
