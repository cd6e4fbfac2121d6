/** EfficientNet as a composition of layers; names of tensors are timm's. */
import type { Convolution, Layers, Shaped } from '../../layers/layers.ts';
import type { Tap } from '../backbones/backbone.ts';
import type { EfficientNetDialect } from './dialects.ts';
import type { EfficientNetPreset, Stage } from './presets.ts';

/**
 * The stem's map, that of each stage's last block, and that of the head, each with its stride.
 * @param pictures [batch, 3, height, width], normalised as the dialect wants them
 */
export function* efficientNetTaps<V extends Shaped>(
  layers: Layers<V>,
  pictures: V,
  preset: EfficientNetPreset,
  dialect: EfficientNetDialect,
): Generator<Tap<V>> {
  const parts = blockParts(layers, preset, dialect);
  const blocks = preset.stages.reduce((sum, stage) => sum + stage.layers, 0);
  let stride = 2;
  let map = parts.active(
    pictures,
    { name: 'conv_stem', channels: preset.stem, kernel: 3, stride },
    'bn1',
  );
  yield { stride, map };
  let done = 0;
  for (const [at, stage] of preset.stages.entries()) {
    for (let layer = 0; layer < stage.layers; layer++) {
      const strided = { ...stage, stride: layer === 0 ? stage.stride : 1 } as const;
      const residual = strided.stride === 1 && map.shape[1] === stage.channels;
      const dropped = (preset.dropPath * done) / blocks;
      map = layers.checkpoint(map, (x) => {
        const inner = block(parts, x, `blocks.${at}.${layer}`, strided);
        return residual ? layers.add(layers.dropPath(inner, dropped), x) : inner;
      });
      done++;
    }
    stride *= stage.stride;
    yield { stride, map };
  }
  map = parts.active(map, { name: 'conv_head', channels: preset.head, kernel: 1 }, 'bn2');
  yield { stride, map };
}

interface BlockParts<V> {
  /** Squeeze-excite, where the network has it; its tensors begin with `name`. */
  weigh: (x: V, name: string, squeezed: number) => V;
  /** Convolution and norm. */
  plain: (x: V, convolution: Convolution, norm: string) => V;
  /** Convolution, norm and activation. */
  active: (x: V, convolution: Convolution, norm: string) => V;
}

function blockParts<V extends Shaped>(
  layers: Layers<V>,
  { activation, squeezeExcite }: EfficientNetPreset,
  { eps, momentum, padding }: EfficientNetDialect,
): BlockParts<V> {
  const activate = (x: V) => layers[activation](x);
  const plain = (x: V, convolution: Convolution, norm: string) =>
    layers.batchNorm(layers.convolution(x, { ...convolution, padding }), {
      name: norm,
      eps,
      momentum,
    });
  return {
    weigh: (x, name, squeezed) => (squeezeExcite ? excite(layers, x, name, squeezed) : x),
    plain,
    active: (x, convolution, norm) => activate(plain(x, convolution, norm)),
  };
}

function block<V extends Shaped>(
  { plain, active, weigh }: BlockParts<V>,
  x: V,
  name: string,
  { kind, expand, kernel, stride, channels }: Stage,
): V {
  const inputs = x.shape[1] ?? 0;
  const wide = inputs * expand;
  const squeezed = Math.max(1, Math.floor(inputs / 4));
  const depthwise = { name: `${name}.conv_dw`, channels: wide, kernel, stride, depthwise: true };
  switch (kind) {
    case 'separable': {
      const y = active(x, depthwise, `${name}.bn1`);
      const z = weigh(y, `${name}.se`, squeezed);
      return plain(z, { name: `${name}.conv_pw`, channels, kernel: 1 }, `${name}.bn2`);
    }
    case 'inverted': {
      const pointwise = { name: `${name}.conv_pw`, channels: wide, kernel: 1 };
      const y = active(active(x, pointwise, `${name}.bn1`), depthwise, `${name}.bn2`);
      const z = weigh(y, `${name}.se`, squeezed);
      return plain(z, { name: `${name}.conv_pwl`, channels, kernel: 1 }, `${name}.bn3`);
    }
    case 'plain':
      return active(x, { name: `${name}.conv`, channels, kernel, stride }, `${name}.bn1`);
    case 'fused': {
      const expanding = { name: `${name}.conv_exp`, channels: wide, kernel, stride };
      const y = active(x, expanding, `${name}.bn1`);
      return plain(y, { name: `${name}.conv_pwl`, channels, kernel: 1 }, `${name}.bn2`);
    }
  }
}

/** Weighs channels by what the whole map holds (Hu et al. 2018, arXiv:1709.01507). */
function excite<V extends Shaped>(layers: Layers<V>, x: V, name: string, squeezed: number): V {
  const reduce = { name: `${name}.conv_reduce`, channels: squeezed, kernel: 1, bias: true };
  const expand = { name: `${name}.conv_expand`, channels: x.shape[1] ?? 0, kernel: 1, bias: true };
  const y = layers.silu(layers.convolution(layers.averagePool(x), reduce));
  return layers.multiply(x, layers.sigmoid(layers.convolution(y, expand)));
}
