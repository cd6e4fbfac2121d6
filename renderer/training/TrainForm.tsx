import './training.css';
import { Button, Collapse, Group, Text, Title, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconPlayerPlay } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useId, useState, type ReactNode } from 'react';
import type { BegunTraining, TrainingForecast } from '#api/contract/index.ts';
import { showError } from '../client/error-words.ts';
import { queryClient } from '../client/queries.ts';
import { FailedState } from '../parts/FailedState.tsx';
import { ForecastNotes } from './ForecastNotes.tsx';
import { PresetCards, type PresetCard } from './PresetCards.tsx';

/** Everything about a training of either kind of network before it begins. */
export function TrainForm<Preset extends string>({
  title,
  words,
  cards,
  preset,
  choose,
  forecast,
  options,
  begin,
  onBegun,
  children,
}: {
  title: string;
  /** What it learns from, and what is kept aside. */
  words: string;
  cards: readonly PresetCard<Preset>[];
  preset: Preset;
  choose: (preset: Preset) => void;
  forecast: {
    data: TrainingForecast | undefined;
    isError: boolean;
    error: unknown;
    refetch: () => unknown;
  };
  /** The fields of a recipe, folded away. */
  options: ReactNode;
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
  const { data, isError } = forecast;
  return (
    <div className="versions-page">
      <header>
        <Title order={1}>{title}</Title>
        <Text c="dimmed">{words}</Text>
      </header>
      <PresetCards label="Preset" cards={cards} chosen={preset} choose={choose} />
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
          {options}
        </Collapse>
      </section>
      {isError ? (
        <FailedState error={forecast.error} retry={() => void forecast.refetch()} />
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
