/** How much memory the values of a graph need while it runs, without running it. */
import { bytesPerElement } from '#models/onnx/model.ts';
import type { Graph, Value } from './graph.ts';
import { sizeOf } from './shape.ts';

export interface GraphMemory {
  /** Bytes of values that live at the same time, at the worst moment; inputs and outputs included. */
  peak: number;
  /** The largest single value, which a device's limit of one binding must hold. */
  largest: { bytes: number; value: Value };
}

/** Ops whose output is their input under another shape. */
const views = new Set(['Reshape', 'Identity', 'Flatten', 'Squeeze', 'Unsqueeze']);

/** Ops that the runtime writes over their input where nobody reads it again. */
const inPlace = new Set([
  'Add',
  'Sub',
  'Mul',
  'Div',
  'Sqrt',
  'Exp',
  'Neg',
  'Sigmoid',
  'QuickGelu',
  'Relu',
  'Floor',
  'Clip',
]);

const bytesOf = ({ shape, dataType }: Value): number => sizeOf(shape) * bytesPerElement[dataType];

/**
 * Walks the live nodes in the order of their writing and counts what is alive. The runtime orders
 * nodes a little differently and pads its blocks; `models/session/memory-need.ts` allows for that.
 * @throws RangeError for a graph without outputs
 */
export function memoryOf(graph: Graph): GraphMemory {
  const { nodes, inputs, outputs, initializers } = graph.model().graph;
  const fixed = new Set([...inputs, ...outputs, ...initializers].map(({ name }) => name));
  const owner = new Map<string, string>();
  const ownerOf = (name: string) => owner.get(name) ?? name;
  for (const node of nodes) {
    const [source = ''] = node.inputs;
    const [made = ''] = node.outputs;
    if (views.has(node.opType)) owner.set(made, ownerOf(source));
  }
  const readers = new Map<string, number>();
  for (const node of nodes)
    for (const name of new Set(node.inputs.map(ownerOf)))
      readers.set(name, (readers.get(name) ?? 0) + 1);
  const bytes = (name: string) => bytesOf(graph.valueNamed(name));
  let alive = [...fixed].reduce((sum, name) => sum + bytes(name), 0);
  let peak = alive;
  for (const node of nodes) {
    const sources = [...new Set(node.inputs.filter((name) => name !== '').map(ownerOf))];
    const ended = sources.filter((name) => {
      const left = (readers.get(name) ?? 0) - 1;
      readers.set(name, left);
      return left === 0 && !fixed.has(name);
    });
    const made = node.outputs.filter((name) => name !== '' && ownerOf(name) === name);
    const needed = made.reduce((sum, name) => sum + (fixed.has(name) ? 0 : bytes(name)), 0);
    const reused =
      inPlace.has(node.opType) && ended.some((name) => bytes(name) === needed) ? needed : 0;
    peak = Math.max(peak, alive + needed - reused);
    alive += needed - ended.reduce((sum, name) => sum + bytes(name), 0);
  }
  let largest: Value | undefined;
  for (const node of nodes)
    for (const name of node.outputs) {
      const value = graph.valueNamed(name);
      if (largest === undefined || bytesOf(value) > bytesOf(largest)) largest = value;
    }
  if (largest === undefined) throw new RangeError('A graph without nodes has no memory to count.');
  return { peak, largest: { bytes: bytesOf(largest), value: largest } };
}
