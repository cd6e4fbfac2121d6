/** Shapes: sizes of the axes of a tensor, outermost first; [] is a scalar. */
export type Shape = readonly number[];

/** Elements of a tensor of this shape. */
export const sizeOf = (shape: Shape): number => shape.reduce((all, size) => all * size, 1);

export const sameShape = (a: Shape, b: Shape): boolean =>
  a.length === b.length && a.every((size, axis) => size === b[axis]);

/** The size of an axis, negative ones counted from the end. @throws if there is no such axis */
export function axisSize(shape: Shape, axis: number): number {
  const size = shape.at(axis);
  if (size === undefined) throw new Error(`[${shape.join(', ')}] has no axis ${axis}`);
  return size;
}

/** Batch, channels, height and width of a picture-like tensor. @throws if it has not four axes */
export function nchw(
  shape: Shape,
): [batch: number, channels: number, height: number, width: number] {
  if (shape.length !== 4)
    throw new Error(`[${shape.join(', ')}] is not [batch, channels, height, width]`);
  return [axisSize(shape, 0), axisSize(shape, 1), axisSize(shape, 2), axisSize(shape, 3)];
}

/** The shape of an elementwise op, by the rules of NumPy. @throws if the two do not go together */
export function broadcast(a: Shape, b: Shape): number[] {
  const axes = Math.max(a.length, b.length);
  return Array.from({ length: axes }, (_, axis) => {
    const left = a[axis - axes + a.length] ?? 1;
    const right = b[axis - axes + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1)
      throw new Error(`[${a.join(', ')}] and [${b.join(', ')}] do not broadcast`);
    return left === 1 ? right : left;
  });
}

/** The shape after reducing these axes. */
export const reducedShape = (shape: Shape, axes: readonly number[], keep: boolean): number[] =>
  keep
    ? shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
    : shape.filter((_, axis) => !axes.includes(axis));
