import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCheckpoint, requireLayout, writeCheckpoint, type Checkpoint } from './checkpoint.ts';
import { writeSafetensors } from './safetensors-write.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resight-checkpoint-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const bits = (vector: Float32Array) => [...new Uint32Array(vector.buffer)];

const checkpoint: Checkpoint = {
  network: { preset: 'b0', variant: 'timm' },
  optimizer: { kind: 'adamw', decay: 0.01 },
  step: 1234,
  random: { seed: 7, epoch: [3, 1, 2] },
  recipe: { name: 'Ärmelkanal', batch: 16 },
  layout: {
    parameters: [
      { name: 'conv.weight', shape: [2, 1, 1, 1], offset: 0 },
      { name: 'bn.weight', shape: [2], offset: 2 },
    ],
    statistics: [{ name: 'bn.running_mean', shape: [2], offset: 0 }],
  },
  vectors: {
    parameters: Float32Array.of(1e-40, -0, NaN, 3.3),
    statistics: Float32Array.of(Infinity, 2),
    moment1: Float32Array.of(1, 2, 3, 4),
    average: Float32Array.of(5, 6, 7, 8),
  },
};

describe('a checkpoint', () => {
  it('comes back as it was, every bit of every number', async () => {
    const path = join(folder, 'run.safetensors');
    await writeCheckpoint(path, checkpoint);
    const back = await readCheckpoint(path);
    expect(back).toEqual(checkpoint);
    expect(Object.keys(back.vectors)).not.toContain('moment2');
    expect(bits(back.vectors.parameters)).toEqual(bits(checkpoint.vectors.parameters));
  });

  it('is told from a file of plain weights, from a later format and from damage', async () => {
    const plain = join(folder, 'plain.safetensors');
    await writeSafetensors(plain, [{ name: 'parameters', shape: [1], values: Float32Array.of(1) }]);
    await expect(readCheckpoint(plain)).rejects.toThrow('no training state');
    const later = join(folder, 'later.safetensors');
    await writeSafetensors(later, [], { metadata: { 'resight.checkpoint': '2' } });
    await expect(readCheckpoint(later)).rejects.toThrow('format 2, this program reads format 1');
    const short = join(folder, 'short.safetensors');
    const vectors = { ...checkpoint.vectors, moment1: Float32Array.of(1) };
    await writeCheckpoint(short, { ...checkpoint, vectors });
    await expect(readCheckpoint(short)).rejects.toThrow('moment1 have 1 numbers, its own layout 4');
    const bad = join(folder, 'bad.safetensors');
    await writeCheckpoint(bad, { ...checkpoint, step: -1 });
    await expect(readCheckpoint(bad)).rejects.toThrow('counts no steps');
  });

  it('of another network is refused with the first tensor that differs', () => {
    const { layout } = checkpoint;
    const wider = {
      ...layout,
      parameters: [...layout.parameters, { name: 'fc.weight', shape: [3, 2], offset: 4 }],
    };
    expect(() => requireLayout('run', layout, layout)).not.toThrow();
    expect(() => requireLayout('run', layout, wider)).toThrow(
      'where fc.weight [3, 2] at 4 is wanted it has nothing',
    );
    expect(() => requireLayout('run', wider, layout)).toThrow(
      'where nothing is wanted it has fc.weight [3, 2] at 4',
    );
  });
});
