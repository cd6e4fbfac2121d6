/** Taking rows out of a table by number, and putting numbers at places; for long tables. */
import type { Network } from '#models/autodiff/network.ts';
import { inputAt, type Primitive } from '#models/autodiff/primitive.ts';
import { expandNode, reshapeNode } from '#models/graph/emit.ts';
import type { Graph, Value } from '#models/graph/graph.ts';
import { axisSize } from '#models/graph/shape.ts';

const asIntegers = (g: Graph, rows: Value): Value =>
  g.node('Cast', [rows], rows.shape, { dataType: 'int64', attributes: { to: 7 } });

const gatherPrimitive: Primitive = {
  name: 'gather rows',
  forward({ graph: g }, inputs) {
    const [table, rows] = [inputAt('gather rows', inputs, 0), inputAt('gather rows', inputs, 1)];
    const shape = [axisSize(rows.shape, 0), axisSize(table.shape, 1)];
    const output = g.node('Gather', [table, asIntegers(g, rows)], shape, {
      attributes: { axis: 0 },
    });
    return { output, saved: undefined };
  },
  vjp({ graph: g }, { inputs }, dy) {
    const [table, rows] = [inputAt('gather rows', inputs, 0), inputAt('gather rows', inputs, 1)];
    const zeros = expandNode(g, g.constant(0), table.shape);
    const each = reshapeNode(g, rows, [axisSize(rows.shape, 0), 1]);
    // Spread as floats: WebGPU spreads no integers.
    const places = asIntegers(g, expandNode(g, each, dy.shape));
    const attributes = { axis: 0, reduction: 'add' };
    const dx = g.node('ScatterElements', [zeros, places, dy], table.shape, { attributes });
    return [dx, undefined];
  },
};

/**
 * Rows of a table by their numbers; the same row may be taken more than once. Float numbers are exact for tables of up to 2²⁴ rows.
 * @param table [R, W]
 * @param rows [N], row numbers as floats, 0 … R − 1
 * @returns [N, W]
 */
export const gatherRows = (net: Network, table: Value, rows: Value): Value =>
  net.apply(gatherPrimitive, [table, rows], undefined);

/**
 * A vector of zeros with numbers at places, the largest where several meet, never below 0. It passes
 * no gradient.
 * @param rows [N], places as floats, 0 … length − 1
 * @param values [N]
 */
export function largestAt(g: Graph, rows: Value, values: Value, length: number): Value {
  const zeros = expandNode(g, g.constant(0), [length]);
  return g.node('ScatterElements', [zeros, asIntegers(g, rows), values], [length], {
    attributes: { axis: 0, reduction: 'max' },
  });
}
