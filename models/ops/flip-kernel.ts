import type { Graph, Value } from '#models/graph/graph.ts';
import { axisSize } from '#models/graph/shape.ts';

/** A kernel turned by half a circle: its last two axes reversed. */
export function flipKernel(g: Graph, w: Value): Value {
  if (axisSize(w.shape, 2) === 1 && axisSize(w.shape, 3) === 1) return w;
  // An end far below zero means "to the first element and past it".
  const [start, end] = [g.integers([-1, -1]), g.integers([-1000, -1000])];
  return g.node('Slice', [w, start, end, g.integers([2, 3]), g.integers([-1, -1])], w.shape);
}
