import './training.css';
import { Button, Collapse, Group, Text, Title, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconPlayerPlay } from '@tabler/icons-react';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useId, useState, type ComponentType, type ReactNode } from 'react';
import type { BegunTraining, TrainingForecast } from '#terms/training/forecast.ts';
import type { ModelKind } from '#terms/models/versions.ts';
import { showError } from '../client/error-words.ts';
import { queryClient } from '../client/queries.ts';
import { FailedState } from '../parts/FailedState.tsx';
import { ForecastNotes } from './ForecastNotes.tsx';
import { PresetCards } from './PresetCards.tsx';
import { usePresetCards, type Presets } from './use-preset-cards.ts';

interface Wishes<Preset, From> {
  preset?: Preset;
  from?: From;
}

/** Everything about a training of either kind of network before it begins. */
export function TrainForm<Preset extends string, From>({
  kind,
  topic,
  title,
  words,
  presets,
  usual,
  wishes,
  choose,
  weigh,
  Options,
  begin,
  onBegun,
  children,
}: {
  kind: ModelKind;
  /** What makes a forecast old, as the first word of its query: `boxes`. */
  topic: string;
  title: string;
  /** What it learns from, and what is kept aside. */
  words: string;
  presets: Presets<Preset>;
  /** The preset while none was chosen. */
  usual: Preset;
  /** What was chosen of the recipe. */
  wishes: Wishes<Preset, From>;
  choose: (preset: Preset) => void;
  /** What a training by these wishes would see and need. */
  weigh: (wishes: Wishes<Preset, From>) => Promise<TrainingForecast>;
  /** The fields of a recipe, folded away. */
  Options: ComponentType<{ decided: Readonly<Record<string, unknown>> }>;
  begin: () => Promise<BegunTraining>;
  onBegun: (modelId: number) => void;
  /** What it goes on from, below the presets. */
  children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const optionsId = useId();
  const train = useMutation({
    mutationFn: begin,
    onSuccess: async ({ model }) => {
      await queryClient.invalidateQueries({ queryKey: ['jobs'] });
      await queryClient.invalidateQueries({ queryKey: ['models'] });
      onBegun(model.id);
    },
    onError: (error) => showError('The training could not begin', error),
  });
  const [settled] = useDebouncedValue(wishes, 250);
  // The numbers before stand until the new ones are there.
  const { data, isError, error, isFetched, refetch } = useQuery({
    queryKey: [topic, 'forecast', settled],
    queryFn: () => weigh(settled),
    placeholderData: keepPreviousData,
  });
  const { from } = settled;
  const cards = usePresetCards(
    presets,
    { about: [kind, from], ask: (preset) => weigh({ preset, from }) },
    isFetched,
  );
  return (
    <div className="versions-page">
      <header>
        <Title order={1}>{title}</Title>
        <Text c="dimmed">{words}</Text>
      </header>
      <PresetCards label="Preset" cards={cards} chosen={wishes.preset ?? usual} choose={choose} />
      {children}
      <section>
        <UnstyledButton
          className="fold"
          aria-expanded={open}
          aria-controls={optionsId}
          onClick={() => setOpen(!open)}
        >
          {open ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />} All options
        </UnstyledButton>
        <Collapse expanded={open} id={optionsId}>
          <Options decided={data?.recipe ?? {}} />
        </Collapse>
      </section>
      {isError ? (
        <FailedState error={error} retry={() => void refetch()} />
      ) : (
        data !== undefined && <ForecastNotes forecast={data} of="photo" />
      )}
      <Group>
        <Button
          size="md"
          leftSection={<IconPlayerPlay size={18} />}
          disabled={isError || data === undefined || data.obstacles.length > 0}
          loading={train.isPending}
          onClick={() => train.mutate()}
        >
          Begin the training
        </Button>
        <Text size="sm" c="dimmed">
          It can be paused at any moment and goes on from its last checkpoint, also after a crash.
        </Text>
      </Group>
    </div>
  );
}
