import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from '#models/onnx/runtime.ts';
import { describe, expect, it } from 'vitest';
import { backbones, type BackboneId, type WeightsVariant } from '#terms/embedder/backbones.ts';
import { imageNet } from '#terms/embedder/normalisations.ts';
import { decodeModel } from '#models/onnx/decode.ts';
import { drawnPictures, drawnWeights } from '../nets/fixtures/drawn-network.ts';
import { classify, layoutOf, networks } from '../nets/registry.ts';
import { sha256Of } from './read-network.ts';
import { exportNetwork, inferenceModel, type InferenceNetwork } from './export-network.ts';

interface ForwardCase {
  net: BackboneId;
  variant: WeightsVariant;
  size: number;
  gain: number;
  logits: number[];
}
const { forward } = JSON.parse(
  await readFile(new URL('../nets/fixtures/efficientnet.json', import.meta.url), 'utf8'),
) as { forward: ForwardCase[] };

function classifier({ net, variant, size, gain }: Omit<ForwardCase, 'logits'>): InferenceNetwork {
  const network = networks[net];
  const layout = layoutOf(network, 10);
  return {
    layout,
    vectors: drawnWeights(layout, gain),
    forward: (layers, pictures) => classify(layers, pictures, network, 10, variant),
    card: {
      network: backbones[net].name,
      input: { name: 'pictures', shape: [3, size, size], ...imageNet },
      output: { name: 'logits', shape: [10], meaning: 'one logit a class' },
    },
  };
}

async function run(model: Uint8Array | string, pictures: Float32Array, size: number) {
  const session = await (typeof model === 'string'
    ? InferenceSession.create(model)
    : InferenceSession.create(model));
  const batch = pictures.length / (3 * size * size);
  const { logits } = await session.run({
    pictures: new Tensor('float32', pictures, [batch, 3, size, size]),
  });
  await session.release();
  return logits?.data as Float32Array;
}

describe('an exported EfficientNet', () => {
  it.each(forward)(
    "$net at $size px in the dialect of $variant gives PyTorch's logits on the same weights",
    async (expected) => {
      const model = inferenceModel(classifier(expected));
      const logits = await run(model, drawnPictures(2, expected.size), expected.size);
      const scale = Math.max(...expected.logits.map(Math.abs));
      const worst = Math.max(
        ...expected.logits.map((value, at) => Math.abs(value - (logits[at] ?? NaN))),
      );
      expect(logits).toHaveLength(20);
      expect(worst / scale).toBeLessThan(1e-4);
      // The two pictures must differ by far more than the tolerance, or the test would prove little.
      const apart = Math.max(
        ...expected.logits
          .slice(0, 10)
          .map((v, at) => Math.abs(v - (expected.logits[at + 10] ?? NaN))),
      );
      expect(apart / scale).toBeGreaterThan(1e-2);
    },
  );

  it('is one file of standard ops without batch norm, with a card, and takes any batch', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'resight-export-'));
    const network = classifier({ net: 'b0', variant: 'timm', size: 32, gain: 2 });
    const path = join(folder, 'fin.onnx');
    await exportNetwork(path, network);
    expect((await readdir(folder)).sort()).toEqual(['fin.json', 'fin.onnx']);
    expect(JSON.parse(await readFile(join(folder, 'fin.json'), 'utf8'))).toEqual({
      ...network.card,
      sha256: sha256Of(await readFile(path)),
    });
    const { graph, metadata } = decodeModel(await readFile(path));
    expect(JSON.parse(metadata['card'] ?? '')).toEqual(network.card);
    expect([...new Set(graph.nodes.map((n) => `${n.domain}${n.opType}`))].sort()).toEqual(
      ['Add', 'Conv', 'Flatten', 'Gemm', 'GlobalAveragePool', 'Mul', 'Sigmoid'].sort(),
    );
    const pictures = drawnPictures(3, 32);
    const together = await run(path, pictures, 32);
    const alone = await run(path, pictures.subarray(3 * 32 * 32, 2 * 3 * 32 * 32), 32);
    for (const [at, value] of alone.entries()) expect(together[10 + at]).toBeCloseTo(value, 4);
    await expect(exportNetwork(join(folder, 'fin.pt'), network)).rejects.toThrow('ends in .onnx');
    await rm(folder, { recursive: true });
  });
});
