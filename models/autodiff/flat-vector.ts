/** Named tensors that lie one after another in one vector, so that an optimiser is a handful of nodes. */
import type { Graph, Value } from '#models/graph/graph.ts';
import { concatNode, expandNode, reshapeNode } from '#models/graph/emit.ts';
import { sameShape, sizeOf, type Shape } from '#models/graph/shape.ts';

interface Entry<Facts> {
  readonly name: string;
  readonly shape: Shape;
  /** First element in the vector. */
  readonly offset: number;
  readonly facts: Facts;
  /** The view of the input vector. */
  readonly value: Value;
}

export class FlatVector<Facts> {
  readonly #graph: Graph;
  readonly #input: { value: Value; setLength: (length: number) => void };
  readonly #entries = new Map<string, Entry<Facts>>();
  #length = 0;

  /** @param name of the graph's input that holds the vector */
  constructor(graph: Graph, name: string) {
    this.#graph = graph;
    this.#input = graph.growingInput(name);
  }

  /** The whole vector as an input; ops on it must come after the last tensor was added. */
  get value(): Value {
    return this.#input.value;
  }
  get length(): number {
    return this.#length;
  }
  get entries(): readonly Entry<Facts>[] {
    return [...this.#entries.values()];
  }

  /** The view of a tensor, made on first use. @throws if the name stands for another shape */
  view(name: string, shape: Shape, facts: Facts): Entry<Facts> {
    const known = this.#entries.get(name);
    if (known) {
      if (!sameShape(known.shape, shape))
        throw new Error(
          `'${name}' is [${known.shape.join(', ')}] and is asked for as [${shape.join(', ')}]`,
        );
      return known;
    }
    const g = this.#graph;
    const offset = this.#length;
    const size = sizeOf(shape);
    this.#length += size;
    this.#input.setLength(this.#length);
    // One Slice each: a Split of hundreds of outputs exceeds WebGPU's storage buffers.
    const bounds = [g.integers([offset]), g.integers([offset + size]), g.integers([0])];
    const flat = g.node('Slice', [this.value, ...bounds], [size]);
    const entry = { name, shape, offset, facts, value: reshapeNode(g, flat, shape) };
    this.#entries.set(name, entry);
    return entry;
  }

  /** A vector of this layout from one value a tensor; zeros where there is none. */
  gather(of: (entry: Entry<Facts>) => Value | undefined): Value {
    const g = this.#graph;
    const parts = this.entries.map((entry) => {
      const value = of(entry);
      const size = [sizeOf(entry.shape)];
      return value ? reshapeNode(g, value, size) : expandNode(g, g.constant([0]), size);
    });
    return parts.length === 0 ? this.value : concatNode(g, parts, 0);
  }
}
