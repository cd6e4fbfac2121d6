import './strip.css';
import { Text, Tooltip } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { BoxThumb } from '../parts/BoxThumb.tsx';
import { CodeText } from '../parts/CodeText.tsx';
import { counted, dateTime } from '../parts/words.ts';
import type { Candidate } from './candidates.ts';
import { chooseCandidate } from './identify-store.ts';
import { probabilityWords, shortProbability } from './probability.ts';

/** Width of a card with its gap, pixels. */
const CARD = 124;

const factWords = ({ individualId, sightings, lastMs, best }: Candidate) =>
  individualId === null
    ? ['nobody of', 'these']
    : [counted(sightings, 'sighting'), `${dateTime(lastMs).slice(0, 10)} · ${best?.side ?? '–'}`];

function Card({
  candidate,
  index,
  chosen,
  newCode,
  claim,
}: {
  candidate: Candidate;
  index: number;
  chosen: boolean;
  newCode: string | null;
  /** Who of two that disagree means this one. */
  claim: string | undefined;
}) {
  const { individualId, code, name, best, probability, sightings } = candidate;
  const words = probabilityWords(candidate);
  const [first, second] = factWords(candidate);
  return (
    <Tooltip label={words} multiline maw={260}>
      <button
        type="button"
        className="card-button candidate"
        data-new={individualId === null || undefined}
        data-claimed={claim !== undefined || undefined}
        aria-pressed={chosen}
        aria-label={`Candidate ${index + 1}: ${individualId === null ? `new individual${newCode === null ? '' : `, ${newCode}`}` : [code, name].filter(Boolean).join(' ')}. ${claim === undefined ? '' : `Said by ${claim}. `}${words}. ${individualId === null ? '' : `${first}, last seen ${second}`}`}
        tabIndex={chosen ? 0 : -1}
        onClick={() => chooseCandidate(candidate.key)}
      >
        {individualId === null ? (
          <span className="box-thumb candidate-new">
            <IconPlus size={30} stroke={1.4} aria-hidden />
          </span>
        ) : (
          <BoxThumb box={best} loading="eager" />
        )}
        {claim !== undefined && <span className="candidate-claim">{claim}</span>}
        <span className="candidate-head">
          <strong>{individualId === null ? 'NEW' : <CodeText code={code} />}</strong>
          <span data-long={probability === null || undefined}>{shortProbability(candidate)}</span>
        </span>
        <span className="candidate-bar" aria-hidden>
          <span style={{ width: `${(probability ?? 0) * 100}%` }} />
        </span>
        <span className="candidate-facts">
          {individualId === null
            ? newCode === null
              ? 'gets its code later'
              : `would be ${newCode}`
            : name === null
              ? first
              : `${name} · ${sightings}×`}
        </span>
        <span className="candidate-facts">{individualId === null ? '' : second}</span>
      </button>
    </Tooltip>
  );
}

/** The candidates in a row, the likeliest first; ↑ and ↓ go along it from wherever the hands are. */
export function CandidateStrip({
  candidates,
  chosen,
  newCode,
  claims,
  isPending,
}: {
  candidates: readonly Candidate[];
  chosen: number;
  newCode: string | null;
  /** Who said what, by key. */
  claims: ReadonlyMap<string, string>;
  isPending: boolean;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const row = useVirtualizer({
    horizontal: true,
    count: candidates.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => CARD,
    overscan: 4,
    paddingStart: 12,
    paddingEnd: 12,
  });
  useEffect(() => {
    if (chosen < candidates.length) row.scrollToIndex(chosen, { align: 'auto' });
    // The virtualizer is the same thing for as long as the strip lives.
    // oxlint-disable-next-line react/exhaustive-deps -- only a choice scrolls
  }, [chosen, candidates]);
  if (candidates.length === 0) {
    return (
      <div className="candidates" ref={scroller}>
        <Text c="dimmed" p="md">
          {isPending ? 'Looking…' : 'Nobody fits these filters.'}
        </Text>
      </div>
    );
  }
  return (
    <div className="candidates" ref={scroller} role="group" aria-label="Candidates">
      <div style={{ width: row.getTotalSize(), height: '100%', position: 'relative' }}>
        {row.getVirtualItems().map(({ index, start }) => {
          const candidate = candidates[index];
          return (
            <div
              key={candidate.key}
              className="candidate-place"
              style={{ transform: `translateX(${start}px)` }}
            >
              <Card
                candidate={candidate}
                index={index}
                chosen={index === chosen}
                newCode={newCode}
                claim={claims.get(candidate.key)}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
