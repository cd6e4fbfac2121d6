/**
 * A detector on a backbone that has seen the world: its features of strides 8, 16 and 32 are brought to one
 * width and summed from the coarsest down (Lin et al. 2017, arXiv:1612.03144), and one head looks at each of
 * them, without anchors (Tian et al. 2019, arXiv:1904.01355). Convolutions are depthwise and pointwise; the
 * head's are the same on all strides, its norms one for each (Tan et al. 2020, arXiv:1911.09070).
 */
import type { Layers, Shaped } from '../../layers/layers.ts';
import type { Backbone } from '../backbones/backbone.ts';
import { requireClasses, requireSides } from '../detectors/detector-network.ts';

/** Pixels of the input to a cell of each map, finest first. */
export const strides = [8, 16, 32] as const;
/** Of the maps between backbone and head. */
const channels = 96;
/** Steps of the head before its last convolutions. */
const towerSteps = 2;
/** Numbers that a cell says of each class: its logit, and how far left, top, right and bottom are. */
export const perClass = 5;

const norm = { eps: 1e-3, momentum: 0.03 };

/** A class starts as likely as this in every cell: focal loss would drown in false alarms else. */
const startChance = 0.01;
/** Where distances start, in cells, before softplus. */
const startDistance = 1.5;

const ownParts = ['pyramid.', 'head.'] as const;
/** Whether a tensor belongs to the part that sees and not to the part that proposes. */
export const isBackbone = (name: string): boolean =>
  !ownParts.some((part) => name.startsWith(part));

/**
 * Maps of a picture batch, finest first: [batch, 5·classes, height/stride, width/stride], the logits of all
 * classes and then, class by class, the distances from the cell's middle to the box's left, top, right and
 * bottom, in cells, above 0.
 * @param x [batch, 3, height, width], values of 0…1; both sides multiples of 32
 * @throws RangeError for other sides or no class
 */
export function pyramidMaps<V extends Shaped>(
  layers: Layers<V>,
  x: V,
  backbone: Backbone,
  classes: number,
): V[] {
  requireSides(x, strides[2]);
  requireClasses(classes);
  // (x − 127.5)/127.5 of bytes, as the backbone learned them.
  const scaled = layers.rescale(x, { scale: [2, 2, 2], shift: [-1, -1, -1] });
  const seen = lastMaps(layers, scaled, backbone);
  const summed: V[] = [];
  for (const [at, map] of [...seen.entries()].reverse()) {
    const name = `pyramid.lateral${strides[at]}`;
    const own = layers.convolution(map, { name, channels, kernel: 1, bias: true, gain: 1 });
    const [above] = summed;
    summed.unshift(above === undefined ? own : layers.add(own, layers.upsample(above)));
  }
  return summed.map((map, at) => {
    const stride = strides[at] ?? NaN;
    let y = separable(layers, map, `pyramid.smooth${stride}`, 'norm', false);
    for (let step = 0; step < towerSteps; step += 1)
      y = separable(layers, y, `head.tower${step}`, `norm${stride}`, true);
    const logits = layers.convolution(y, {
      name: 'head.what',
      channels: classes,
      kernel: 1,
      bias: true,
      shared: true,
      gain: 0.01,
      biasStart: () => Math.log(startChance / (1 - startChance)),
    });
    const distances = layers.convolution(y, {
      name: 'head.where',
      channels: 4 * classes,
      kernel: 1,
      bias: true,
      shared: true,
      gain: 0.04,
      biasStart: () => startDistance,
    });
    return layers.concatChannels([logits, layers.softplus(distances)]);
  });
}

/** The map of the last stage of each stride; what a classifier has beyond the stages is not computed. */
function lastMaps<V extends Shaped>(layers: Layers<V>, x: V, backbone: Backbone): V[] {
  const maps = new Map<number, V>();
  let coarsest = 0;
  for (const { stride, map } of backbone.taps(layers, x, { variant: 'timm-tf', dropPath: 0 })) {
    maps.set(stride, map);
    if (stride === strides[2]) coarsest += 1;
    if (coarsest === coarsestStages) break;
  }
  return strides.map((stride) => {
    const map = maps.get(stride);
    if (map === undefined)
      throw new RangeError(`The backbone has no features of stride ${stride}.`);
    return map;
  });
}

/** Stages of an EfficientNet at stride 32. */
const coarsestStages = 2;

/** Depthwise 3 × 3, pointwise, norm and ReLU6; `shared` convolutions are the same on all strides. */
function separable<V extends Shaped>(
  layers: Layers<V>,
  x: V,
  name: string,
  normName: string,
  shared: boolean,
): V {
  const depth = { name: `${name}.depth`, channels, kernel: 3, depthwise: true, shared };
  const point = { name: `${name}.point`, channels, kernel: 1, shared };
  const y = layers.convolution(layers.convolution(x, depth), point);
  return layers.relu6(layers.batchNorm(y, { name: `${name}.${normName}`, ...norm }));
}
