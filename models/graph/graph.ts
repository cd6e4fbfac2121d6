/**
 * A graph of ONNX nodes whose shapes are all known while it is written. Constants are shared, nodes
 * nobody reads are dropped when the model is made, and the graph prints as text.
 */
import { encodeModel } from '#models/onnx/encode.ts';
import type { Attribute, DataType, Initializer, OnnxModel, OnnxNode } from '#models/onnx/model.ts';
import { sameShape, sizeOf, type Shape } from './shape.ts';

/** A tensor of the graph. Names are unique in their graph. */
export interface Value {
  readonly name: string;
  readonly shape: Shape;
  readonly dataType: DataType;
}

/** A plain number is an int attribute, a list of numbers ints; floats are said with `float`. */
export type AttributeValue = number | string | readonly number[] | Attribute;

/** A float attribute: `{ alpha: float(1) }`. */
export const float = (value: number): Attribute => ({ kind: 'float', value });

interface NodeOptions {
  attributes?: Readonly<Record<string, AttributeValue>>;
  domain?: string;
  /** Element type of the output; that of the first input unless given. */
  dataType?: DataType;
}

function toAttribute(value: AttributeValue): Attribute {
  if (typeof value === 'number') return { kind: 'int', value };
  if (typeof value === 'string') return { kind: 'string', value };
  return 'kind' in value ? value : { kind: 'ints', value };
}

const opsets = { '': 21, 'com.microsoft': 1, 'com.microsoft.nchwc': 1 };

export class Graph {
  readonly #nodes: OnnxNode[] = [];
  readonly #values = new Map<string, Value>();
  readonly #inputs: Value[] = [];
  readonly #outputs: Value[] = [];
  readonly #constants = new Map<string, Value>();
  readonly #initializers = new Map<string, Initializer>();
  readonly #metadata: Record<string, string> = {};

  /** Nodes so far, dead ones included. */
  get nodes(): readonly OnnxNode[] {
    return this.#nodes;
  }

  /** A tensor that the caller feeds. @throws if the name is taken */
  input(name: string, shape: Shape, dataType: DataType = 'float32'): Value {
    const value = this.#declare({ name, shape, dataType });
    this.#inputs.push(value);
    return value;
  }

  /**
   * A vector input whose length is known only when the network is whole.
   * @returns the value, and how to say its length; until then it has length 0
   */
  growingInput(name: string): { value: Value; setLength: (length: number) => void } {
    const shape = [0];
    const value = this.input(name, shape);
    return { value, setLength: (length) => shape.splice(0, 1, length) };
  }

  /** Makes a value an output under this name. @throws if the name is taken */
  output(name: string, value: Value): void {
    const named = this.#declare({ ...value, name });
    this.#nodes.push({
      name: `n_${name}`,
      opType: 'Identity',
      domain: '',
      inputs: [value.name],
      outputs: [name],
      attributes: {},
    });
    this.#outputs.push(named);
  }

  /** @throws if there is no value of this name */
  valueNamed(name: string): Value {
    const value = this.#values.get(name);
    if (!value) throw new Error(`graph: there is no value called '${name}'`);
    return value;
  }

  /** A text that the model file carries along. */
  describe(key: string, value: string): void {
    this.#metadata[key] = value;
  }

  /** Float constant; a single number is a scalar unless a shape is given, then it fills it. */
  constant(values: number | readonly number[], shape?: Shape): Value {
    const list = typeof values === 'number' ? [values] : values;
    const size = shape ?? (typeof values === 'number' ? [] : [list.length]);
    const whole = new Float32Array(sizeOf(size));
    if (list.length === 1) whole.fill(list[0] ?? 0);
    else if (list.length === whole.length) whole.set(list);
    else throw new Error(`constant: ${list.length} values do not fill [${size.join(', ')}]`);
    return this.#constant('float32', size, new Uint8Array(whole.buffer));
  }

  /** int64 constant, a vector unless a shape is given. */
  integers(values: readonly number[], shape: Shape = [values.length]): Value {
    const whole = BigInt64Array.from(values, BigInt);
    return this.#constant('int64', shape, new Uint8Array(whole.buffer));
  }

  #constant(dataType: DataType, shape: Shape, bytes: Uint8Array): Value {
    const key = `${dataType}[${shape.join()}]${Buffer.from(bytes).toString('base64')}`;
    const known = this.#constants.get(key);
    if (known) return known;
    const value = this.#declare({ name: `c${this.#constants.size}`, shape, dataType });
    this.#constants.set(key, value);
    this.#initializers.set(value.name, { name: value.name, dataType, shape, bytes });
    return value;
  }

  /** Emits a node with one output; `undefined` inputs are optional ones left out. */
  node(
    opType: string,
    inputs: readonly (Value | undefined)[],
    shape: Shape,
    options: NodeOptions = {},
  ): Value {
    for (const each of inputs)
      if (each && this.#values.get(each.name) !== each)
        throw new Error(`${opType}: input '${each.name}' is not a value of this graph`);
    const output = this.#declare({
      name: `${opType}_${this.#nodes.length}`,
      shape,
      dataType: options.dataType ?? inputs[0]?.dataType ?? 'float32',
    });
    const attributes = Object.entries(options.attributes ?? {});
    this.#nodes.push({
      name: `n_${output.name}`,
      opType,
      domain: options.domain ?? '',
      inputs: inputs.map((each) => each?.name ?? ''),
      outputs: [output.name],
      attributes: Object.fromEntries(attributes.map(([key, value]) => [key, toAttribute(value)])),
    });
    return output;
  }

  #declare(value: Value): Value {
    if (this.#values.has(value.name))
      throw new Error(`graph: two values are called '${value.name}'; rename one of them`);
    const bad = value.shape.find((size) => !Number.isSafeInteger(size) || size < 0);
    if (bad !== undefined)
      throw new Error(
        `graph: '${value.name}' would have a size of ${bad} in [${value.shape.join(', ')}]`,
      );
    this.#values.set(value.name, value);
    return value;
  }

  /** The graph as an ONNX model, without the nodes and constants that no output needs. */
  model(): OnnxModel {
    const needed = new Set(this.#outputs.map((each) => each.name));
    const live: OnnxNode[] = [];
    for (const each of this.#nodes.toReversed()) {
      if (!each.outputs.some((name) => needed.has(name))) continue;
      live.push(each);
      for (const name of each.inputs) needed.add(name);
    }
    const info = ({ name, dataType, shape }: Value) => ({ name, dataType, shape });
    return {
      irVersion: 10,
      producer: 'resight',
      opsets,
      metadata: { ...this.#metadata },
      graph: {
        name: 'main',
        nodes: this.#withoutCopies(this.#beforeTheirNeed(live.reverse())),
        initializers: [...this.#initializers.values()].filter(({ name }) => needed.has(name)),
        inputs: this.#inputs.map(info),
        outputs: this.#outputs.map(info),
      },
    };
  }

  /**
   * Nodes that read inputs and constants alone come first. The runtime follows what an output needs from its last
   * node to the first, and takes of several the one that stands last: what stands first it computes when it is
   * needed, and does not hold meanwhile.
   */
  #beforeTheirNeed(nodes: readonly OnnxNode[]): OnnxNode[] {
    const fixed = new Set(['', ...this.#initializers.keys()]);
    for (const { inputs, outputs } of nodes)
      if (inputs.every((name) => fixed.has(name))) for (const name of outputs) fixed.add(name);
    const given = new Set([...fixed, ...this.#inputs.map(({ name }) => name)]);
    const isFirst = ({ inputs }: OnnxNode) => inputs.every((name) => given.has(name));
    return [...nodes.filter(isFirst), ...nodes.filter((node) => !isFirst(node))];
  }

  /** A node whose value is an output gives it under the output's name, in place of a copy. */
  #withoutCopies(nodes: readonly OnnxNode[]): OnnxNode[] {
    const outputs = new Set(this.#outputs.map(({ name }) => name));
    const made = new Set(nodes.flatMap((each) => each.outputs));
    const renamed = new Map<string, string>();
    const kept = nodes.filter(({ opType, inputs: [source = ''], outputs: [name = ''] }) => {
      const copies = opType === 'Identity' && outputs.has(name) && made.has(source);
      if (!copies || outputs.has(source) || renamed.has(source)) return true;
      renamed.set(source, name);
      return false;
    });
    const now = (name: string) => renamed.get(name) ?? name;
    return kept.map((each) => ({
      ...each,
      inputs: each.inputs.map(now),
      outputs: each.outputs.map(now),
    }));
  }

  /** The bytes of the `.onnx` file. */
  encode(): Uint8Array {
    return encodeModel(this.model());
  }

  /** One line a live node: `Conv_3 [2, 8, 4, 4] = Conv(x, c0) kernel_shape=3,3`. */
  print(): string {
    const { graph } = this.model();
    const shown = (name: string) => `${name} [${this.#values.get(name)?.shape.join(', ') ?? ''}]`;
    return [
      ...graph.inputs.map(({ name }) => `input ${shown(name)}`),
      ...graph.nodes.map((each) => {
        const attributes = Object.entries(each.attributes).map(
          ([key, { value }]) =>
            ` ${key}=${typeof value === 'object' ? JSON.stringify(value) : value}`,
        );
        const op = each.domain === '' ? each.opType : `${each.domain}:${each.opType}`;
        return `${each.outputs.map(shown).join()} = ${op}(${each.inputs.join(', ')})${attributes.join('')}`;
      }),
      ...graph.outputs.map(({ name }) => `output ${shown(name)}`),
    ].join('\n');
  }

  /** Whether two values agree in shape; an error that names the op if they do not. */
  static requireShape(op: string, value: Value, due: Shape): void {
    if (!sameShape(value.shape, due))
      throw new Error(
        `${op}: '${value.name}' is [${value.shape.join(', ')}], [${due.join(', ')}] was due`,
      );
  }
}
