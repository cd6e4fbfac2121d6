/** Short ways to emit the nodes that nearly every op needs. None of them records a gradient. */
import type { Graph, Value } from './graph.ts';
import { axisSize, broadcast, reducedShape, sameShape, sizeOf, type Shape } from './shape.ts';

type Operand = Value | number;

const asValue = (g: Graph, operand: Operand): Value =>
  typeof operand === 'number' ? g.constant(operand) : operand;

/** Elementwise op of two operands with broadcasting; numbers are scalars. */
export function binary(g: Graph, opType: string, a: Operand, b: Operand): Value {
  const [left, right] = [asValue(g, a), asValue(g, b)];
  return g.node(opType, [left, right], broadcast(left.shape, right.shape));
}
export const addNode = (g: Graph, a: Operand, b: Operand): Value => binary(g, 'Add', a, b);
export const subNode = (g: Graph, a: Operand, b: Operand): Value => binary(g, 'Sub', a, b);
export const mulNode = (g: Graph, a: Operand, b: Operand): Value => binary(g, 'Mul', a, b);
export const divNode = (g: Graph, a: Operand, b: Operand): Value => binary(g, 'Div', a, b);

export const unary = (g: Graph, opType: string, x: Value): Value => g.node(opType, [x], x.shape);

/** What a reshaped value was before. */
const reshaped = new WeakMap<Value, Value>();

/**
 * A reshape of a reshape is one. The runtime would merge the two itself, into a node that stands last; weight gradients
 * would then be computed when the whole backward pass is done, and all that they need held till then.
 */
export function reshapeNode(g: Graph, from: Value, shape: Shape): Value {
  const x = reshaped.get(from) ?? from;
  if (sameShape(x.shape, shape)) return x;
  if (sizeOf(x.shape) !== sizeOf(shape))
    throw new Error(
      `reshape: '${x.name}' [${x.shape.join(', ')}] does not fill [${shape.join(', ')}]`,
    );
  const made = g.node('Reshape', [x, g.integers(shape)], shape);
  reshaped.set(made, x);
  return made;
}

export const transposeNode = (g: Graph, x: Value, perm: readonly number[]): Value =>
  g.node(
    'Transpose',
    [x],
    perm.map((axis) => axisSize(x.shape, axis)),
    { attributes: { perm } },
  );

type Reduction = 'ReduceSum' | 'ReduceMean' | 'ReduceMax' | 'ReduceSumSquare';

export const reduceNode = (
  g: Graph,
  opType: Reduction,
  x: Value,
  axes: readonly number[],
  keep = false,
): Value =>
  g.node(opType, [x, g.integers(axes)], reducedShape(x.shape, axes, keep), {
    attributes: { keepdims: keep ? 1 : 0 },
  });

interface Cut {
  axis: number;
  start: number;
  /** First element no longer taken. */
  end: number;
  step?: number;
}

export function sliceNode(g: Graph, x: Value, cuts: readonly Cut[]): Value {
  const shape = [...x.shape];
  for (const { axis, start, end, step = 1 } of cuts) {
    if (start < 0 || end > axisSize(x.shape, axis) || start >= end)
      throw new Error(
        `slice: ${start}…${end} is not inside axis ${axis} of [${x.shape.join(', ')}]`,
      );
    shape[axis] = Math.ceil((end - start) / step);
  }
  if (sameShape(shape, x.shape)) return x;
  const list = (of: (cut: Cut) => number) => g.integers(cuts.map(of));
  return g.node(
    'Slice',
    [x, list((c) => c.start), list((c) => c.end), list((c) => c.axis), list((c) => c.step ?? 1)],
    shape,
  );
}

/** Zeros before and after: `pads` as ONNX has them, all the starts and then all the ends. */
export function padNode(g: Graph, x: Value, pads: readonly number[]): Value {
  if (pads.every((pad) => pad === 0)) return x;
  const axes = x.shape.length;
  const shape = x.shape.map((size, axis) => size + (pads[axis] ?? 0) + (pads[axis + axes] ?? 0));
  return g.node('Pad', [x, g.integers(pads)], shape);
}

export function concatNode(g: Graph, parts: readonly Value[], axis: number): Value {
  const [first] = parts;
  if (!first) throw new Error('concat: nothing to join');
  if (parts.length === 1) return first;
  const shape = [...first.shape];
  shape[axis] = parts.reduce((all, each) => all + axisSize(each.shape, axis), 0);
  return g.node('Concat', parts, shape, { attributes: { axis } });
}

export const expandNode = (g: Graph, x: Value, shape: Shape): Value =>
  sameShape(x.shape, shape) ? x : g.node('Expand', [x, g.integers(shape)], shape);

/** 1 where the comparison holds, else 0, as floats. */
export const maskNode = (
  g: Graph,
  opType: 'Equal' | 'Greater' | 'GreaterOrEqual' | 'Less' | 'LessOrEqual',
  a: Value,
  b: Operand,
): Value => {
  const right = asValue(g, b);
  const shape = broadcast(a.shape, right.shape);
  const holds = g.node(opType, [a, right], shape, { dataType: 'bool' });
  return g.node('Cast', [holds], shape, { dataType: 'float32', attributes: { to: 1 } });
};

/** Sums what broadcasting had spread, so that a gradient has its operand's shape again. */
export function unbroadcast(g: Graph, dy: Value, shape: Shape): Value {
  if (sameShape(dy.shape, shape)) return dy;
  const ahead = dy.shape.length - shape.length;
  const axes = [...dy.shape.keys()].filter(
    (axis) => axis < ahead || (shape[axis - ahead] === 1 && dy.shape[axis] !== 1),
  );
  return reshapeNode(g, reduceNode(g, 'ReduceSum', dy, axes), shape);
}
