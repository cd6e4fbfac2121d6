import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { BoxFacts } from '#terms/boxes/facts.ts';
import { api } from '../client/connection.ts';
import { wordsOf } from '../client/error-words.ts';
import { HEAT_PIXELS, heatPixels } from './heat-pixels.ts';
import { useIdentify } from './identify-store.ts';

/** Regions of both pictures that drove their likeness; never changes for two boxes as they are. */
const heatQuery = (query: BoxFacts, other: BoxFacts) => ({
  queryKey: ['heat', query.boxId, query.revision, other.boxId, other.revision],
  queryFn: () => api.matching.heatMap({ boxId: query.boxId, otherBoxId: other.boxId }),
  staleTime: Infinity,
  retry: false,
});

/** The heat over what the network saw of a photo, inside the photo's own pixels. */
export function HeatLayer({
  query,
  other,
  of,
}: {
  query: BoxFacts;
  other: BoxFacts | null;
  of: 'query' | 'other';
}) {
  const shown = useIdentify((state) => state.heat);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { data } = useQuery({
    ...heatQuery(query, other ?? query),
    enabled: shown && other !== null,
  });
  const grid = of === 'query' ? data?.query : data?.other;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (data === undefined || grid === undefined || !context) return;
    const pixels = heatPixels(grid, data.columns, data.rows);
    context.putImageData(new ImageData(pixels, HEAT_PIXELS, HEAT_PIXELS), 0, 0);
  }, [data, grid]);
  if (!shown || other === null || data === undefined) return null;
  const box = of === 'query' ? query : other;
  const area = of === 'query' ? data.queryArea : data.otherArea;
  return (
    <canvas
      ref={canvas}
      className="fin-heat"
      width={HEAT_PIXELS}
      height={HEAT_PIXELS}
      style={{
        left: area.x * box.width,
        top: area.y * box.height,
        width: area.w * box.width,
        height: area.h * box.height,
      }}
    />
  );
}

/** What stands under the pictures while the heat is on. */
export function HeatWords({ query, other }: { query: BoxFacts; other: BoxFacts | null }) {
  const shown = useIdentify((state) => state.heat);
  const { error, isPending } = useQuery({
    ...heatQuery(query, other ?? query),
    enabled: shown && other !== null,
  });
  if (!shown) return null;
  const words =
    other === null
      ? 'Heat map: there is no other photo to compare with.'
      : error !== null
        ? `No heat map: ${wordsOf(error)}`
        : isPending
          ? 'Heat map: the network looks at both photos…'
          : 'Heat map: bright regions made the two alike in the network’s eyes, be it fin or water; bright water is no reason to trust it. H hides it.';
  return (
    <div className="identify-say" data-quiet role="status">
      {words}
    </div>
  );
}
