/**
 * What a fusion hands on: maps and how each becomes one vector. Kept apart from the pooling itself, so
 * that the same fusion gives one vector a picture, or the part that each position has in it.
 */
import type { GemPowers } from '#terms/embedder/pools.ts';
import type { Value } from '#models/graph/graph.ts';
import type { InferenceLayers } from '../../layers/inference-layers.ts';
import type { Layers, Shaped } from '../../layers/layers.ts';

export type Part<V> =
  /** Plain mean over positions. */
  | { pool: 'average'; map: V }
  /** Generalised mean; its power is `name.p`. */
  | { pool: 'gem'; map: V; name: string; powers: GemPowers }
  /** Generalised means of nine windows of the map. */
  | { pool: 'gem-grid'; map: V; name: string; powers: GemPowers }
  /** One vector [N, C, 1, 1] already. */
  | { pool: 'none'; vector: V };

/** All parts as one vector a picture: [N, C, 1, 1]. */
export function poolParts<V extends Shaped>(layers: Layers<V>, parts: readonly Part<V>[]): V {
  return layers.concatChannels(
    parts.map((part) => {
      switch (part.pool) {
        case 'average':
          return layers.averagePool(part.map);
        case 'gem':
          return layers.generalizedMean(part.map, part.name, part.powers);
        case 'gem-grid':
          return layers.generalizedMeanGrid(part.map, part.name, part.powers);
        case 'none':
          return part.vector;
      }
    }),
  );
}

/**
 * The same vectors in the parts that positions have in them: [N, C, H, W] on the finest map, whose
 * plain mean is what `poolParts` gives.
 * @throws RangeError if the maps' sides are no halves of one another
 */
export function partsByPosition(layers: InferenceLayers, parts: readonly Part<Value>[]): Value {
  const maps = parts.map((part) => {
    switch (part.pool) {
      case 'average':
        return part.map;
      case 'gem':
        return layers.generalizedMeanParts(part.map, part.name, part.powers);
      case 'gem-grid':
        return layers.generalizedMeanGridParts(part.map, part.name, part.powers);
      case 'none':
        return part.vector;
    }
  });
  const finest = maps.reduce((a, b) => ((b.shape[2] ?? 0) > (a.shape[2] ?? 0) ? b : a));
  return layers.concatChannels(
    maps.map((map) => {
      if (map.shape[2] === 1 && map.shape[3] === 1) return layers.spread(map, finest);
      let grown = map;
      while ((grown.shape[2] ?? 0) < (finest.shape[2] ?? 0)) grown = layers.upsample(grown);
      return grown;
    }),
  );
}
