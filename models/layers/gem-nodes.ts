/** Generalised means as plain nodes, whole and in the parts that positions have in them; p is [1] or [1, C, 1, 1]. */
import { binary } from '#models/graph/emit.ts';
import type { Graph, Value } from '#models/graph/graph.ts';
import { gemFloor, gridWindows, windowMask, windowSides } from './layers.ts';
import { mapSides } from './shape-layers.ts';

const raised = (g: Graph, x: Value, p: Value): Value =>
  binary(g, 'Pow', binary(g, 'Max', x, g.constant(gemFloor)), p);

function meanNode(g: Graph, x: Value): Value {
  const [n, c] = mapSides('Generalised mean', x);
  return g.node('GlobalAveragePool', [x], [n, c, 1, 1]);
}

const rootOf = (g: Graph, mean: Value, p: Value): Value =>
  binary(g, 'Pow', mean, binary(g, 'Div', 1, p));

/** [N, C, H, W] → [N, C, 1, 1] */
export const gemNode = (g: Graph, x: Value, p: Value): Value =>
  rootOf(g, meanNode(g, raised(g, x, p)), p);

/** m·xᵖ/mean(xᵖ) at each position. */
export function gemPartsNode(g: Graph, x: Value, p: Value): Value {
  const powers = raised(g, x, p);
  const mean = meanNode(g, powers);
  return binary(g, 'Mul', binary(g, 'Div', powers, mean), rootOf(g, mean, p));
}

/** Another shape of each picture's numbers. */
function reshaped(g: Graph, x: Value, batch: number, shape: readonly number[]): Value {
  // 0 takes the batch as it comes.
  return g.node('Reshape', [x, g.integers([0, ...shape])], [batch, ...shape]);
}

/** Powers, and the mean of each window to the root: [N, C, 3, 3]. */
function windowMeans(g: Graph, x: Value, p: Value) {
  const [n, c] = mapSides('Generalised means', x);
  const [h, w] = windowSides('Generalised means', x);
  const powers = raised(g, x, p);
  const attributes = { kernel_shape: [h, w], strides: [h, w] };
  const shape = [n, c, gridWindows, gridWindows];
  const means = g.node('AveragePool', [powers], shape, { attributes });
  return { powers, means, roots: rootOf(g, means, p) };
}

/** [N, C, H, W] → [N, 9·C, 1, 1] */
export function gemGridNode(g: Graph, x: Value, p: Value): Value {
  const [n, c] = mapSides('Generalised means', x);
  return reshaped(g, windowMeans(g, x, p).roots, n, [c * gridWindows ** 2, 1, 1]);
}

/** [N, C, H, W] → [N, 9·C, H, W] */
export function gemGridPartsNode(g: Graph, x: Value, p: Value): Value {
  const [n, c, height, width] = mapSides('Generalised means', x);
  const { powers, means, roots } = windowMeans(g, x, p);
  const count = gridWindows ** 2;
  const within = windowMask([height, width], windowSides('Generalised means', x));
  const mask = g.constant(within, [1, 1, count, height, width]);
  const shares = reshaped(g, binary(g, 'Div', roots, means), n, [c, count, 1, 1]);
  const positions = reshaped(g, powers, n, [c, 1, height, width]);
  const parts = binary(g, 'Mul', positions, binary(g, 'Mul', shares, mask));
  return reshaped(g, parts, n, [c * count, height, width]);
}
