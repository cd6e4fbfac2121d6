import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { efficientNets } from './presets.ts';
import type { BackboneId } from '#terms/embedder/backbones.ts';
import { layoutOf, networks } from '../registry.ts';
import { startWeights } from '../start-weights.ts';
import { decideVariant, inspectBackbone } from '../inspect-backbone.ts';
import { loadWeights } from '../../weights/load-weights.ts';
import { SafetensorsFile } from '../../weights/safetensors-read.ts';
import { writeSafetensors, type NamedTensor } from '../../weights/safetensors-write.ts';
import { viewOf } from '../../weights/state-layout.ts';
import { toTorchvision } from './torchvision-names.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resight-efficientnet-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function tensorsOf(name: BackboneId, rename: (name: string) => string, seed = 1) {
  const layout = layoutOf(networks[name], 10);
  const { parameters, statistics } = startWeights(layout, seed);
  const tensors: NamedTensor[] = [
    ...layout.parameters.map((slot) => ({ ...slot, values: viewOf(parameters, slot) })),
    ...layout.statistics.map((slot) => ({ ...slot, values: viewOf(statistics, slot) })),
  ].map(({ name, shape, values }) => ({ name: rename(name), shape, values }));
  return { layout, parameters, tensors };
}

async function opened(file: string, tensors: NamedTensor[], metadata?: Record<string, string>) {
  const path = join(folder, file);
  await writeSafetensors(path, tensors, metadata ? { metadata } : {});
  return SafetensorsFile.open(path);
}

describe('an EfficientNet file', () => {
  it('of torchvision is recognised and loads bit for bit under our names', async () => {
    const kinds = efficientNets.b0.stages.map(({ kind }) => kind);
    const { layout, parameters, tensors } = tensorsOf(
      'b0',
      (n) => toTorchvision(n, kinds) ?? '',
      3,
    );
    await using file = await opened('tv.safetensors', tensors);
    const seen = inspectBackbone(file);
    expect(seen).toMatchObject({
      network: 'b0',
      naming: 'torchvision',
      prefix: '',
      variants: ['torchvision'],
    });
    const into = startWeights(layout, 99);
    const report = await loadWeights(file, layout, into, { fileName: seen.fileName });
    expect(report).toEqual({ loaded: tensors.length, missing: [], extra: [], misshaped: [] });
    expect(
      Buffer.compare(Buffer.from(into.parameters.buffer), Buffer.from(parameters.buffer)),
    ).toBe(0);
  });

  it('of timm leaves its dialect open, and the error says how to choose', async () => {
    await using file = await opened(
      'model.safetensors',
      tensorsOf('b1', (n) => `backbone.${n}`).tensors,
    );
    const seen = inspectBackbone(file);
    expect(seen).toMatchObject({ network: 'b1', naming: 'timm', prefix: 'backbone.' });
    expect(() => decideVariant(file.path, seen)).toThrow(/"timm".*"timm-tf".*Say which/);
    expect(decideVariant(file.path, seen, 'timm-tf')).toBe('timm-tf');
  });

  it('says its dialect by its metadata, its name or its size', async () => {
    const { tensors } = tensorsOf('b0', (n) => n);
    await using written = await opened('own.safetensors', tensors, { variant: 'timm' });
    await using named = await opened('tf_efficientnet_b0.safetensors', tensors);
    await using wide = await opened('v2.safetensors', tensorsOf('v2-s', (n) => n).tensors);
    const variant = (file: SafetensorsFile) => decideVariant(file.path, inspectBackbone(file));
    expect(variant(written)).toBe('timm');
    expect(variant(named)).toBe('timm-tf');
    expect(variant(wide)).toBe('timm-tf');
  });

  it('of Lite0 is no B0, which has the same widths, and the other way round', async () => {
    await using lite = await opened('lite.safetensors', tensorsOf('lite0', (n) => n).tensors);
    await using b0 = await opened('b0.safetensors', tensorsOf('b0', (n) => n).tensors);
    expect(inspectBackbone(lite).network).toBe('lite0');
    expect(inspectBackbone(b0).network).toBe('b0');
    expect(() => decideVariant(lite.path, inspectBackbone(lite))).toThrow(
      /efficientnet_lite0, eps 1e-5.* and .*tf_efficientnet_lite0, eps 1e-3/,
    );
  });

  it('with another classifier keeps the new one only if that is allowed', async () => {
    const { tensors } = tensorsOf('b0', (n) => n);
    await using file = await opened('ten.safetensors', tensors);
    const layout = layoutOf(networks.b0, 4);
    const into = startWeights(layout, 1);
    const before = into.parameters.slice();
    await expect(loadWeights(file, layout, into)).rejects.toThrow(
      '2 of another shape: classifier.weight (has [10, 1280], needs [4, 1280])',
    );
    expect(into.parameters).toEqual(before);
    const report = await loadWeights(file, layout, into, {
      optional: (name) => name.startsWith('classifier.'),
    });
    expect(report.misshaped.map(({ name }) => name)).toEqual([
      'classifier.weight',
      'classifier.bias',
    ]);
  });

  it('of another size is refused with what is missing, mis-shaped and extra', async () => {
    await using file = await opened('b1.safetensors', tensorsOf('b1', (n) => n).tensors);
    const layout = layoutOf(networks.b2, 10);
    await expect(loadWeights(file, layout, startWeights(layout, 1))).rejects.toThrow(
      /b1\.safetensors: belongs to another network.*of another shape: .*needs/,
    );
    await using smaller = await opened('b0.safetensors', tensorsOf('b0', (n) => n).tensors);
    await expect(
      loadWeights(smaller, layoutOf(networks.b1, 10), startWeights(layout, 1)),
    ).rejects.toThrow(/\d+ missing: blocks\.0\.1\.conv_dw\.weight.* and \d+ more/);
    const { layout: own, tensors } = tensorsOf('b0', (n) => n.replace('bn2.weight', 'bn2.stray'));
    await using renamed = await opened('renamed.safetensors', tensors);
    await expect(loadWeights(renamed, own, startWeights(own, 1))).rejects.toThrow(
      /\d+ missing: .*bn2\.weight.* \d+ without a place in the network: .*bn2\.stray/,
    );
  });

  it('that is none is refused', async () => {
    const values = Float32Array.of(1);
    await using other = await opened('other.safetensors', [
      { name: 'conv1.weight', shape: [1], values },
    ]);
    expect(() => inspectBackbone(other)).toThrow('holds no backbone that is known here');
    await using odd = await opened('odd.safetensors', [
      { name: 'conv_stem.weight', shape: [1], values },
    ]);
    expect(() => inspectBackbone(odd)).toThrow('none of EfficientNet Lite0, ');
  });
});
