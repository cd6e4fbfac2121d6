/** From a backbone's features of a picture to one vector, by one of five fusions. */
import { efficientNetFeatures, efficientNetStages } from '../efficientnet/network.ts';
import type { EfficientNetPreset } from '../efficientnet/presets.ts';
import type { NormAndPadding } from '../efficientnet/variant.ts';
import type { Layers, Shaped } from '../../layers/layers.ts';
import { dolg } from './dolg.ts';
import type { Part } from './parts.ts';

/**
 * - `dolg`: as in the paper, local features of stride 16, global ones of stride 32
 * - `dolg-seed`: both of stride 32, as the Happywhale pipeline had it
 * - `gem`: generalised mean of stride 32
 * - `gem-concat`: generalised means of strides 16 and 32 side by side, as the winners had it
 * - `gem-grid`: generalised means of nine windows each, of strides 8 and 16; the rest of the backbone
 *   is not there. A nick is small, and where it sits tells animals apart: of few photos that is learned
 *   much better than from means of the whole picture (docs/embedder.md has the figures)
 */
export const fusions = ['dolg', 'dolg-seed', 'gem', 'gem-concat', 'gem-grid'] as const;
export type Fusion = (typeof fusions)[number];

/** What the side of a picture in pixels must be a multiple of. */
export const inputStep = (fusion: Fusion): number => (fusion === 'gem-grid' ? 48 : 32);

/** Channels of DOLG's branches where none are given. */
const dolgWidth: Readonly<Record<'dolg' | 'dolg-seed', number>> = {
  dolg: 1024,
  'dolg-seed': 2048,
};

export interface Backbone {
  preset: EfficientNetPreset;
  dialect: NormAndPadding;
}

/**
 * @param pictures [batch, 3, height, width]
 * @param width of DOLG's branches
 */
export function fuse<V extends Shaped>(
  layers: Layers<V>,
  pictures: V,
  { preset, dialect }: Backbone,
  fusion: Fusion,
  width?: number,
): Part<V>[] {
  if (fusion === 'gem-grid') {
    const { stages } = efficientNetStages(
      layers,
      pictures,
      preset,
      dialect,
      stagesToStride16(preset),
    );
    return ([8, 16] as const).map((stride) => ({
      pool: 'gem-grid',
      map: lastOfStride(stages, pictures, stride),
      name: `fusion.gem${stride}`,
    }));
  }
  const { head, stages } = efficientNetFeatures(layers, pictures, preset, dialect);
  const sixteenth = () => lastOfStride(stages, pictures, 16);
  switch (fusion) {
    case 'dolg':
      return dolg(layers, sixteenth(), head, { width: width ?? dolgWidth.dolg });
    case 'dolg-seed': {
      const sixth = stages.at(-2);
      // V2-S has six stages, of which only the last has stride 32.
      const local = sixth?.shape[2] === head.shape[2] ? sixth : stages.at(-1);
      return dolg(layers, local ?? head, head, { width: width ?? dolgWidth['dolg-seed'] });
    }
    case 'gem':
      return [{ pool: 'gem', map: head, name: 'fusion.gem' }];
    case 'gem-concat':
      return [
        { pool: 'gem', map: sixteenth(), name: 'fusion.gem16' },
        { pool: 'gem', map: head, name: 'fusion.gem32' },
      ];
  }
}

/** Stages up to the first of stride 16; the stem has stride 2. */
function stagesToStride16({ stages }: EfficientNetPreset): number {
  let stride = 2;
  return 1 + stages.findIndex((stage) => (stride *= stage.stride) === 16);
}

/** The last stage that sees the pictures at a stride. */
function lastOfStride<V extends Shaped>(stages: readonly V[], pictures: V, stride: 8 | 16): V {
  const side = (pictures.shape[2] ?? 0) / stride;
  const found = stages.findLast(({ shape }) => (shape[2] ?? 0) >= side);
  if (!found) throw new RangeError(`The backbone has no features of stride ${stride}.`);
  return found;
}
