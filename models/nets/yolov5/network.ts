/**
 * YOLOv5 as a composition of layers: a backbone that halves the picture five times, a neck that
 * carries what it saw up and down again, and a map of proposals at strides 8, 16 and 32.
 */
import type { Layers, Shaped } from '../../layers/layers.ts';
import { requireClasses, requireSides } from '../detectors/detector-network.ts';
import { anchorsPerCell, blocksOf, channelsOf, strides, type SizeFactors } from './presets.ts';

/** Numbers of a proposal: two of place, two of size, whether anything is there, one a class. */
export const proposalLength = (classes: number): number => 5 + classes;

const norm = { eps: 1e-3, momentum: 0.03 };

/** About this many objects are expected in a picture of 640 pixels before anything is learned. */
const expectedObjects = 8;

/** Where the sigmoid of a map's objectness starts: the logarithm of an object's odds in a cell. */
const startOfObjectness = (stride: number): number =>
  Math.log(expectedObjects / (640 / stride) ** 2);

/** Whether a tensor belongs to the part that sees and not to the part that proposes. */
export const isBackbone = (name: string): boolean => name.startsWith('backbone.');
/** Whether a tensor's shape depends on the classes. */
export const isHead = (name: string): boolean => name.startsWith('head.');

/**
 * Raw maps of a picture batch, finest first: [batch, 3·(5 + classes), height/stride, width/stride],
 * the three anchors one after another.
 * @param x [batch, 3, height, width], values of 0…1; both sides multiples of 32
 * @throws RangeError for other sides or no class
 */
export function detectorMaps<V extends Shaped>(
  layers: Layers<V>,
  x: V,
  preset: SizeFactors,
  classes: number,
): V[] {
  requireSides(x, strides[2]);
  requireClasses(classes);
  const channels = (count: number) => channelsOf(preset, count);
  const conv = (y: V, name: string, count: number, kernel = 1, stride = 1, padding?: number) =>
    active(layers, y, { name, channels: channels(count), kernel, stride, padding });
  const csp = (y: V, name: string, count: number, blocks: number, shortcut: boolean) =>
    layers.checkpoint(y, (z) =>
      crossStage(layers, z, {
        name,
        channels: channels(count),
        blocks: blocksOf(preset, blocks),
        shortcut,
      }),
    );

  let y = conv(x, 'backbone.stem', 64, 6, 2, 2);
  y = csp(conv(y, 'backbone.down1', 128, 3, 2), 'backbone.stage1', 128, 3, true);
  const p3 = csp(conv(y, 'backbone.down2', 256, 3, 2), 'backbone.stage2', 256, 6, true);
  const p4 = csp(conv(p3, 'backbone.down3', 512, 3, 2), 'backbone.stage3', 512, 9, true);
  y = csp(conv(p4, 'backbone.down4', 1024, 3, 2), 'backbone.stage4', 1024, 3, true);
  const p5 = spatialPyramid(layers, y, 'backbone.pyramid', channels(1024));

  const top = conv(p5, 'neck.lateral5', 512);
  const up4 = layers.concatChannels([layers.upsample(top), p4]);
  const middle = conv(csp(up4, 'neck.up4', 512, 3, false), 'neck.lateral4', 256);
  const up3 = layers.concatChannels([layers.upsample(middle), p3]);
  const out3 = csp(up3, 'neck.up3', 256, 3, false);
  const down4 = layers.concatChannels([conv(out3, 'neck.down3', 256, 3, 2), middle]);
  const out4 = csp(down4, 'neck.out4', 512, 3, false);
  const down5 = layers.concatChannels([conv(out4, 'neck.down4', 512, 3, 2), top]);
  const out5 = csp(down5, 'neck.out5', 1024, 3, false);

  const length = proposalLength(classes);
  return [out3, out4, out5].map((map, at) =>
    layers.convolution(map, {
      name: `head.${at}`,
      channels: anchorsPerCell * length,
      kernel: 1,
      bias: true,
      // Small, so that the start of objectness stands.
      gain: 0.1,
      biasStart: (channel) => (channel % length === 4 ? startOfObjectness(strides[at] ?? NaN) : 0),
    }),
  );
}

interface ActiveConvolution {
  name: string;
  channels: number;
  kernel?: number;
  stride?: number;
  padding?: number | undefined;
}

/** Convolution, norm and SiLU; tensors `name.conv` and `name.norm`. */
function active<V extends Shaped>(
  layers: Layers<V>,
  x: V,
  { name, channels, kernel = 1, stride = 1, padding }: ActiveConvolution,
): V {
  const y = layers.convolution(x, {
    name: `${name}.conv`,
    channels,
    kernel,
    stride,
    ...(padding === undefined ? {} : { padding }),
  });
  return layers.silu(layers.batchNorm(y, { name: `${name}.norm`, ...norm }));
}

interface CrossStage {
  name: string;
  channels: number;
  blocks: number;
  /** Whether a block adds what it made to what it was given. */
  shortcut: boolean;
}

/** Half of the channels pass through blocks, half go around (Wang et al. 2020, arXiv:1911.11929). */
function crossStage<V extends Shaped>(
  layers: Layers<V>,
  x: V,
  { name, channels, blocks, shortcut }: CrossStage,
): V {
  const half = channels / 2;
  let through = active(layers, x, { name: `${name}.in`, channels: half });
  for (let at = 0; at < blocks; at++) {
    const narrow = active(layers, through, { name: `${name}.${at}.narrow`, channels: half });
    const wide = active(layers, narrow, { name: `${name}.${at}.wide`, channels: half, kernel: 3 });
    through = shortcut ? layers.add(through, wide) : wide;
  }
  const around = active(layers, x, { name: `${name}.around`, channels: half });
  const both = layers.concatChannels([through, around]);
  return active(layers, both, { name: `${name}.out`, channels });
}

/** Maxima over 5, 9 and 13 pixels beside the map itself, by three chained pools of five. */
function spatialPyramid<V extends Shaped>(
  layers: Layers<V>,
  x: V,
  name: string,
  channels: number,
): V {
  const maps = [active(layers, x, { name: `${name}.in`, channels: (x.shape[1] ?? 0) / 2 })];
  for (let pool = 0; pool < 3; pool++) {
    const last = maps.at(-1);
    if (last) maps.push(layers.maxPool(last, 5));
  }
  return active(layers, layers.concatChannels(maps), { name: `${name}.out`, channels });
}
