import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layoutOf, networks } from '#models/nets/registry.ts';
import { writeSafetensors } from '#models/weights/safetensors-write.ts';

/**
 * An EfficientNet B0 under timm's names, all zeros, with a classifier of ten classes.
 * @param without names of tensors that are left out
 */
export async function efficientNetFile(without: readonly string[] = []): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'resight-made-weights-'));
  const path = join(folder, 'b0.safetensors');
  const { parameters, statistics } = layoutOf(networks.b0, 10);
  await writeSafetensors(
    path,
    [...parameters, ...statistics]
      .filter(({ name }) => !without.includes(name))
      .map(({ name, shape }) => ({
        name,
        shape,
        values: new Float32Array(shape.reduce((a, b) => a * b, 1)),
      })),
  );
  const bytes = await readFile(path);
  await rm(folder, { recursive: true });
  return bytes;
}
