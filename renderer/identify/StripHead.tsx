import './strip.css';
import { Button, SegmentedControl, Select, Text, Tooltip } from '@mantine/core';
import type { Side } from '#terms/sides.ts';
import type { Ranking } from '#terms/matching/ranking.ts';
import { poolings } from '#terms/matching/pooling.ts';
import { idsOf } from '#terms/tables.ts';
import { counted } from '../parts/words.ts';
import { goTo } from '../route.ts';
import { setStrip, useIdentify } from './identify-store.ts';
import { makeMissingVectors } from './make-vectors.ts';

/** Nothing is ranked: why, and what to do about it. */
function Lacking({ ranking }: { ranking: Ranking }) {
  const train = ranking.lacks === 'network';
  const embed = ranking.lacks === 'vectors' || ranking.lacks === 'vector';
  return (
    <>
      <span>{ranking.why}</span>
      {train && (
        <Tooltip label="It comes with the program and has seen many photos, but none of your animals">
          <Button size="compact-xs" variant="light" onClick={() => void makeMissingVectors()}>
            Let the starter rank
          </Button>
        </Tooltip>
      )}
      {train && (
        <Button size="compact-xs" variant="light" onClick={() => goTo('models')}>
          Train a network
        </Button>
      )}
      {embed && (
        <Button size="compact-xs" variant="light" onClick={() => void makeMissingVectors()}>
          Make the vectors
        </Button>
      )}
    </>
  );
}

/** What ranked the strip, by which rule, and among whom. */
export function StripHead({
  ranking,
  side,
  ranked,
  encounter,
}: {
  ranking: Ranking | null;
  side: Side;
  /** Candidates with a score. */
  ranked: number;
  encounter: string;
}) {
  const strip = useIdentify((state) => state.strip);
  const sameSide = useIdentify((state) => state.sameSide);
  const minQuality = useIdentify((state) => state.minQuality);
  const pooling = useIdentify((state) => state.pooling);
  const note = useIdentify((state) => state.note);
  return (
    <div className="strip-head">
      {ranking === null ? (
        <span>Asking the network…</span>
      ) : ranking.lacks !== null ? (
        <Lacking ranking={ranking} />
      ) : (
        <>
          <span className="strip-model" title={`Ranked by ${ranking.model ?? ''}`}>
            {ranking.model}
          </span>
          <SegmentedControl
            size="xs"
            aria-label="Candidates (I)"
            value={strip}
            onChange={(value) => setStrip({ strip: value })}
            data={[
              { value: 'individuals', label: 'Individuals' },
              { value: 'photos', label: 'Photos' },
            ]}
          />
          <Select
            size="xs"
            w={104}
            aria-label="Sides that are compared (D)"
            allowDeselect={false}
            data={[
              { value: 'same', label: side === 'unknown' ? 'Any side' : `Side ${side}` },
              ...(side === 'unknown' ? [] : [{ value: 'any', label: 'Any side' }]),
            ]}
            value={sameSide || side === 'unknown' ? 'same' : 'any'}
            onChange={(value) => setStrip({ sameSide: value !== 'any' })}
          />
          <Select
            size="xs"
            w={110}
            aria-label="Quality of photos compared"
            allowDeselect={false}
            data={[
              { value: '1', label: 'Any quality' },
              { value: '2', label: 'Quality ≥ 2' },
              { value: '3', label: 'Quality 3' },
            ]}
            value={`${minQuality}`}
            onChange={(value) => setStrip({ minQuality: Number(value ?? 1) })}
          />
          {strip === 'individuals' && (
            <Select
              size="xs"
              w={124}
              aria-label="How photos of an animal make one score"
              allowDeselect={false}
              data={idsOf(poolings).map((one) => ({ value: one, label: poolings[one].title }))}
              value={pooling}
              onChange={(value) => setStrip({ pooling: value ?? 'max' })}
            />
          )}
          <Text span size="xs" c="dimmed">
            {strip === 'individuals'
              ? `${counted(ranked, 'individual')} ranked`
              : counted(ranked, 'photo')}
          </Text>
        </>
      )}
      <span className="strip-encounter" title={encounter}>
        {encounter}
        {note === '' ? '' : ` · note: ${note}`}
      </span>
    </div>
  );
}
