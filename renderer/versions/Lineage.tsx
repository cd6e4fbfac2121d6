import { Switch, Text, Title } from '@mantine/core';
import { useState, type CSSProperties } from 'react';
import type { Model } from '#terms/models/versions.ts';
import { useJobs } from '../client/queries.ts';
import { share } from '../parts/words.ts';
import { lineageOrder } from './lineage-order.ts';
import { headline, isPaused, sawWords } from './versions.ts';

/** In a word, how it stands with a version. */
function useStateWord(): (model: Model) => string | null {
  const { data: jobs } = useJobs();
  return (model) => {
    if (model.chosen) return 'in use';
    if (model.state === 'ready') return null;
    const job = jobs?.find(({ id }) => id === model.jobId);
    return isPaused(model, job) ? 'paused' : model.state;
  };
}

/** Versions of a kind, each below the one that it went on from. */
export function Lineage({
  title,
  label,
  models,
  selected,
  select,
}: {
  title: string;
  /** For screen readers, to whom the title alone says too little. */
  label: string;
  models: readonly Model[];
  selected: number | null;
  select: (model: Model) => void;
}) {
  const [withRetired, setWithRetired] = useState(false);
  const wordOf = useStateWord();
  const retired = models.filter(({ state }) => state === 'retired').length;
  const shown = withRetired ? models : models.filter(({ state }) => state !== 'retired');
  return (
    <>
      <Title order={2} className="side-title">
        {title}
      </Title>
      <ul className="lineage" aria-label={label}>
        {lineageOrder(shown).map(({ model, depth, from }) => {
          const best = headline(model);
          const word = wordOf(model);
          return (
            <li
              key={model.id}
              data-root={from === null}
              style={{ '--depth': Math.min(depth, 4) } as CSSProperties}
            >
              <button
                type="button"
                className="row-button lineage-row"
                data-state={model.chosen ? 'chosen' : model.state}
                aria-current={model.id === selected ? 'true' : undefined}
                onClick={() => select(model)}
              >
                <span className="lineage-head">
                  <b>v{model.version}</b>
                  <span className="lineage-name">{model.name}</span>
                  {word !== null && <span className="lineage-word">{word}</span>}
                </span>
                <span className="lineage-facts">
                  {best !== null && `${best.label} ${share(best.value)} · `}
                  {from === null ? '' : `from v${from} · `}
                  {sawWords(model)}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {shown.length === 0 && (
        <Text size="sm" c="dimmed" px={4}>
          No version yet.
        </Text>
      )}
      {retired > 0 && (
        <Switch
          size="xs"
          mt="xs"
          label={`Show ${retired} retired`}
          checked={withRetired}
          onChange={({ currentTarget: { checked } }) => setWithRetired(checked)}
        />
      )}
    </>
  );
}
