import { ActionIcon, Progress, SegmentedControl, Select, Slider, Tooltip } from '@mantine/core';
import { IconContrast, IconHistory, IconListSearch, IconSun } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import {
  isByNetwork,
  queueOrder,
  queueOrders,
  wordsOf,
  wordsToReview,
  type QueueFilter,
} from '#terms/identity/queue.ts';
import { rounds } from '#terms/identity/rounds.ts';
import { side } from '#terms/sides.ts';
import { idsOf } from '#terms/tables.ts';
import { api } from '../client/connection.ts';
import { useOverview } from '../client/queries.ts';
import { count } from '../parts/words.ts';
import { EncounterFilter } from './EncounterFilter.tsx';
import { setQueue, useIdentify } from './identify-store.ts';
import type { ShownQueue } from './queue.ts';

/** Which fins wait here, how many are done, and how the pictures are lit. */
export function QueueBar({
  queue,
  isRanked,
  openLog,
  openReview,
}: {
  queue: ShownQueue;
  /** Whether the candidates of the fin at hand are there. */
  isRanked: boolean;
  openLog: () => void;
  openReview: () => void;
}) {
  const { round, filter, order, brightness, contrast } = useIdentify();
  const { data: overview } = useOverview();
  const ranks = overview !== undefined && overview.embedder !== null;
  const { data: agreement } = useQuery({
    queryKey: ['decisions', 'agreement'],
    queryFn: () => api.decisions.agreement(),
  });
  const set = (change: Partial<QueueFilter>) => setQueue({ filter: { ...filter, ...change } });
  const done = queue.total - queue.waiting;
  const settle = agreement?.toSettle ?? 0;
  return (
    <div className="identify-bar" role="toolbar" aria-label="Fins that wait">
      <SegmentedControl
        size="xs"
        aria-label="Who judges"
        value={round}
        onChange={(value) => setQueue({ round: value })}
        data={idsOf(rounds).map((value) => ({
          value,
          label:
            value === 'adjudication' && settle > 0
              ? `${rounds[value].asks} ${settle}`
              : rounds[value].asks,
        }))}
      />
      {round !== 'adjudication' && (
        <>
          <EncounterFilter isWanted={isRanked} />
          <Select
            size="xs"
            w={96}
            aria-label="Side"
            placeholder="Any side"
            clearable
            data={side.options}
            value={filter.side ?? null}
            onChange={(value) => set({ side: value ?? undefined })}
          />
          <Select
            size="xs"
            w={108}
            aria-label="Quality"
            placeholder="Any quality"
            clearable
            data={[
              { value: '2', label: 'Quality ≥ 2' },
              { value: '3', label: 'Quality 3' },
            ]}
            value={filter.minQuality === undefined ? null : `${filter.minQuality}`}
            onChange={(value) => set({ minQuality: value === null ? undefined : Number(value) })}
          />
          {round === 'second' && (
            <Select
              size="xs"
              w={140}
              aria-label="Whose words"
              allowDeselect={false}
              data={wordsOf.options.map((value) => ({ value, label: wordsToReview[value].title }))}
              value={filter.words ?? 'reviewers'}
              onChange={(value) => set({ words: value ?? undefined })}
            />
          )}
          <Select
            size="xs"
            w={128}
            aria-label="Order"
            allowDeselect={false}
            data={queueOrder.options
              .filter((one) => (ranks && round === 'first') || !isByNetwork(one))
              .map((value) => ({ value, label: queueOrders[value].title }))}
            value={order}
            onChange={(value) => setQueue({ order: value ?? 'encounter' })}
          />
        </>
      )}
      <div className="identify-progress">
        <span>
          <strong>{count(done)}</strong> of {count(queue.total)} done
          {queue.placing === null
            ? ''
            : ` · ${count(queue.placing.known)} of ${count(queue.placing.of)} in order`}
        </span>
        <Progress
          value={queue.total === 0 ? 0 : (100 * done) / queue.total}
          w={56}
          aria-label={`${done} of ${queue.total} fins done`}
        />
      </div>
      <div className="identify-light">
        <IconSun size={15} aria-hidden />
        <Slider
          size="xs"
          w={52}
          min={0.4}
          max={2.5}
          step={0.05}
          label={null}
          thumbLabel="Brightness"
          value={brightness}
          onChange={(value) => useIdentify.setState({ brightness: value })}
        />
        <IconContrast size={15} aria-hidden />
        <Slider
          size="xs"
          w={52}
          min={0.4}
          max={3}
          step={0.05}
          label={null}
          thumbLabel="Contrast"
          value={contrast}
          onChange={(value) => useIdentify.setState({ contrast: value })}
        />
      </div>
      <Tooltip label="Two reviewers: how far they agree">
        <ActionIcon variant="subtle" color="gray" aria-label="Agreement" onClick={openReview}>
          <IconListSearch size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label="All decisions">
        <ActionIcon variant="subtle" color="gray" aria-label="All decisions" onClick={openLog}>
          <IconHistory size={18} />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
