/** A backbone's maps by their strides, which is all that fusions ask for. */
import type { Tap } from './backbone.ts';

/** Of each stride the maps in the order in which they were computed. */
type MapsByStride<V> = ReadonlyMap<number, readonly V[]>;

/** @param until the first map of this stride is the last that is taken; all are where not given */
export function mapsByStride<V>(taps: Iterable<Tap<V>>, until?: number): MapsByStride<V> {
  const maps = new Map<number, V[]>();
  for (const { stride, map } of taps) {
    maps.set(stride, [...(maps.get(stride) ?? []), map]);
    if (stride === until) break;
  }
  return maps;
}

/** The last map of a stride. @throws RangeError if the backbone has none */
export function lastOf<V>(maps: MapsByStride<V>, stride: number): V {
  const map = maps.get(stride)?.at(-1);
  if (map === undefined) throw new RangeError(`The backbone has no features of stride ${stride}.`);
  return map;
}
