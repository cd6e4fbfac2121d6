/**
 * The list of a network's tensors: runs a composition with shapes alone, without a graph. From it
 * come flat vectors, weights files, start values and the estimate of memory.
 */
import type { GemPowers } from '#terms/embedder/pools.ts';
import type { Slot, StateLayout } from '../weights/state-layout.ts';
import {
  gridWindows,
  paddingOf,
  windowSides,
  type BatchNorm,
  type Convolution,
  type Layers,
  type Shaped,
} from './layers.ts';

/** Four dimensions of a feature map. @throws RangeError naming the operation for other shapes */
export function mapSides(operation: string, { shape }: Shaped): [number, number, number, number] {
  const [n, c, h, w, ...more] = shape;
  if (n === undefined || c === undefined || h === undefined || w === undefined || more.length > 0)
    throw new RangeError(
      `${operation}: wants [batch, channels, height, width], got [${shape.join(', ')}].`,
    );
  return [n, c, h, w];
}

/** The shape of feature maps side by side. @throws RangeError if they differ in more than channels */
export function joinedChannels(parts: readonly Shaped[]): number[] {
  const [first] = parts;
  if (!first) throw new RangeError('Concat: nothing to join.');
  const [n, , h, w] = mapSides('Concat', first);
  let channels = 0;
  for (const part of parts) {
    const [m, c, y, x] = mapSides('Concat', part);
    if (m !== n || y !== h || x !== w)
      throw new RangeError(
        `Concat: [${part.shape.join(', ')}] does not lie beside [${first.shape.join(', ')}].`,
      );
    channels += c;
  }
  return [n, channels, h, w];
}

export class ShapeLayers implements Layers<Shaped> {
  readonly #parameters: Slot[] = [];
  readonly #statistics: Slot[] = [];
  readonly #names = new Set<string>();
  #parameterCount = 0;
  #statisticsCount = 0;
  #activations = 0;

  get layout(): StateLayout {
    return { parameters: this.#parameters, statistics: this.#statistics };
  }

  /** Numbers that all layers put out together, for one forward pass. */
  get activations(): number {
    return this.#activations;
  }

  #parameter(name: string, shape: readonly number[]): void {
    this.#claim(name);
    this.#parameters.push({ name, shape, offset: this.#parameterCount });
    this.#parameterCount += shape.reduce((a, b) => a * b, 1);
  }

  #statistic(name: string, channels: number): void {
    this.#claim(name);
    this.#statistics.push({ name, shape: [channels], offset: this.#statisticsCount });
    this.#statisticsCount += channels;
  }

  #claim(name: string): void {
    if (this.#names.has(name))
      throw new RangeError(`Two layers own the tensor ${name}; give each a name of its own.`);
    this.#names.add(name);
  }

  /** Whether a tensor of this name and shape is there already. */
  #known(name: string, shape: readonly number[]): boolean {
    return this.#parameters.some(
      (slot) => slot.name === name && slot.shape.join() === shape.join(),
    );
  }

  #made(shape: readonly number[]): Shaped {
    this.#activations += shape.reduce((a, b) => a * b, 1);
    return { shape };
  }

  convolution(x: Shaped, layer: Convolution): Shaped {
    const [n, c, h, w] = mapSides(`Convolution ${layer.name}`, x);
    const { name, channels, kernel, depthwise = false, bias = false } = layer;
    if (depthwise && channels !== c)
      throw new RangeError(
        `Convolution ${name}: depthwise over ${c} channels cannot give ${channels}; make them equal.`,
      );
    const shape = [channels, depthwise ? 1 : c, kernel, kernel];
    if (!(layer.shared && this.#known(`${name}.weight`, shape))) {
      this.#parameter(`${name}.weight`, shape);
      if (bias) this.#parameter(`${name}.bias`, [channels]);
    }
    return this.#made([n, channels, paddingOf(h, layer).output, paddingOf(w, layer).output]);
  }

  batchNorm(x: Shaped, { name }: BatchNorm): Shaped {
    const channels = x.shape[1] ?? 0;
    this.#parameter(`${name}.weight`, [channels]);
    this.#parameter(`${name}.bias`, [channels]);
    this.#statistic(`${name}.running_mean`, channels);
    this.#statistic(`${name}.running_var`, channels);
    return this.#made(x.shape);
  }

  silu(x: Shaped): Shaped {
    return this.#made(x.shape);
  }

  sigmoid(x: Shaped): Shaped {
    return this.#made(x.shape);
  }

  relu(x: Shaped): Shaped {
    return this.#made(x.shape);
  }

  relu6(x: Shaped): Shaped {
    return this.#made(x.shape);
  }

  rescale(x: Shaped): Shaped {
    return this.#made(x.shape);
  }

  softplus(x: Shaped): Shaped {
    return this.#made(x.shape);
  }

  unitChannels(x: Shaped): Shaped {
    mapSides('Unit channels', x);
    return this.#made(x.shape);
  }

  orthogonal(x: Shaped, direction: Shaped): Shaped {
    const [n, c] = mapSides('Orthogonal part', x);
    if (direction.shape.join() !== [n, c, 1, 1].join())
      throw new RangeError(
        `Orthogonal part: [${direction.shape.join(', ')}] is no direction for [${x.shape.join(', ')}].`,
      );
    return this.#made(x.shape);
  }

  generalizedMean(x: Shaped, name: string, powers: GemPowers = 'one'): Shaped {
    const [n, c] = mapSides(`Generalised mean ${name}`, x);
    this.#parameter(`${name}.p`, [powers === 'one' ? 1 : c]);
    return this.#made([n, c, 1, 1]);
  }

  generalizedMeanGrid(x: Shaped, name: string, powers: GemPowers = 'one'): Shaped {
    const [n, c] = mapSides(`Generalised means ${name}`, x);
    windowSides(`Generalised means ${name}`, x);
    this.#parameter(`${name}.p`, [powers === 'one' ? 1 : c]);
    return this.#made([n, c * gridWindows ** 2, 1, 1]);
  }

  evenTones(x: Shaped): Shaped {
    return this.#made(x.shape);
  }

  mixColours(x: Shaped): Shaped {
    return this.#made(x.shape);
  }

  add(a: Shaped, b: Shaped): Shaped {
    return this.#broadcast('Add', a, b);
  }

  multiply(a: Shaped, b: Shaped): Shaped {
    return this.#broadcast('Multiply', a, b);
  }

  #broadcast(operation: string, a: Shaped, b: Shaped): Shaped {
    const fits = (x: number, y: number) => x === y || x === 1 || y === 1;
    if (a.shape.length !== b.shape.length || !a.shape.every((x, at) => fits(x, b.shape[at] ?? 0)))
      throw new RangeError(
        `${operation}: [${a.shape.join(', ')}] and [${b.shape.join(', ')}] do not fit each other.`,
      );
    return this.#made(a.shape.map((x, at) => Math.max(x, b.shape[at] ?? 1)));
  }

  maxPool(x: Shaped): Shaped {
    return this.#made(x.shape);
  }

  upsample(x: Shaped): Shaped {
    const [n, c, h, w] = mapSides('Upsample', x);
    return this.#made([n, c, 2 * h, 2 * w]);
  }

  concatChannels(parts: readonly Shaped[]): Shaped {
    return this.#made(joinedChannels(parts));
  }

  averagePool(x: Shaped): Shaped {
    const [n, c] = mapSides('Average pool', x);
    return this.#made([n, c, 1, 1]);
  }

  flatten(x: Shaped): Shaped {
    const [n, c, h, w] = mapSides('Flatten', x);
    return { shape: [n, c * h * w] };
  }

  linear(x: Shaped, layer: { name: string; features: number; bias?: boolean }): Shaped {
    const { name, features, bias = true } = layer;
    const [n, inputs, ...more] = x.shape;
    if (n === undefined || inputs === undefined || more.length > 0)
      throw new RangeError(
        `Linear ${name}: wants [batch, features], got [${x.shape.join(', ')}]; flatten it first.`,
      );
    this.#parameter(`${name}.weight`, [features, inputs]);
    if (bias) this.#parameter(`${name}.bias`, [features]);
    return this.#made([n, features]);
  }

  dropout(x: Shaped, rate: number): Shaped {
    return rate > 0 ? this.#made(x.shape) : x;
  }

  dropPath(x: Shaped, rate: number): Shaped {
    return rate > 0 ? this.#made(x.shape) : x;
  }

  checkpoint(x: Shaped, part: (x: Shaped) => Shaped): Shaped {
    return part(x);
  }
}
