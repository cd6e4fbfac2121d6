import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import {
  backboneId,
  backbones,
  type BackboneId,
  type WeightsVariant,
} from '#terms/embedder/backbones.ts';
import { inferenceModel } from '../session/export-network.ts';
import { Inference } from '../session/inference.ts';
import { dialectOf } from './backbones/dialect-of.ts';
import { drawnPictures, drawnWeights } from './fixtures/drawn-network.ts';
import { classify, layoutOf, networks } from './registry.ts';

interface ForwardCase {
  net: BackboneId;
  variant: WeightsVariant;
  height: number;
  width: number;
  gain: number;
  logits: number[];
}
const fixture = JSON.parse(
  await readFile(new URL('fixtures/timm_backbones.json', import.meta.url), 'utf8'),
) as {
  names: Partial<Record<BackboneId, { tensors: number; sha256: string }>>;
  forward: ForwardCase[];
};

const named = backboneId.options.filter((id) => fixture.names[id]);

describe.each(named)('the tensors of %s', (id) => {
  it("have timm's names and shapes", () => {
    const { parameters, statistics } = layoutOf(networks[id], 1000);
    const lines = [...parameters, ...statistics].map(
      ({ name, shape }) => `${name} [${shape.join(',')}]`,
    );
    expect(lines).toHaveLength(fixture.names[id]?.tensors ?? 0);
    expect(createHash('sha256').update(lines.sort().join('\n')).digest('hex')).toBe(
      fixture.names[id]?.sha256,
    );
  });
});

describe.each(fixture.forward)(
  '$net as $variant',
  ({ net, variant, height, width, gain, logits }) => {
    it(`gives timm's logits of pictures of ${height} × ${width}`, async () => {
      const network = networks[net];
      const layout = layoutOf(network, 10);
      const { normalisation } = dialectOf(network, variant);
      const model = inferenceModel({
        layout,
        vectors: drawnWeights(layout, gain),
        forward: (layers, pictures) => classify(layers, pictures, network, 10, variant),
        card: {
          network: backbones[net].name,
          input: { name: 'pictures', shape: [3, height, width], ...normalisation },
          output: { name: 'logits', shape: [10], meaning: 'one logit a class' },
        },
      });
      await using inference = await Inference.open(model);
      const ours = await inference.run(drawnPictures(2, height, width));
      const apart = Math.hypot(...logits.map((due, at) => due - (ours[at] ?? NaN)));
      expect(apart / Math.hypot(...logits)).toBeLessThan(5e-5);
    }, 120_000);
  },
);
