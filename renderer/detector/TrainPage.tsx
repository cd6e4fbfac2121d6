import { Button, Collapse, Group, Select, Text, Title, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight, IconPlayerPlay } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { DetectorPreset, DetectorRecipe, Model } from '#api/contract/index.ts';
import { api } from '../client/connection.ts';
import { showError } from '../client/error-words.ts';
import { queryClient } from '../client/queries.ts';
import { FailedState } from '../parts/FailedState.tsx';
import { ForecastNotes, needsOf } from '../training/ForecastNotes.tsx';
import { PresetCards } from '../training/PresetCards.tsx';
import { share } from '../training/figures.tsx';
import { headline } from '../training/versions.ts';
import { useDetector } from './detector-store.ts';
import { TrainOptions } from './TrainOptions.tsx';
import { useForecast, usePresetForecast } from './use-detector.ts';

const presets: Readonly<Record<DetectorPreset, { title: string; who: string }>> = {
  quick: {
    title: 'Quick',
    who: 'For a laptop and for the first tries: a nano network at 320 px, minutes on the processor.',
  },
  standard: {
    title: 'Standard',
    who: 'For a season: a small network at 640 px, an hour or more on a laptop, minutes with a graphics card.',
  },
  large: {
    title: 'Large, GPU',
    who: 'For far, small fins in many large photos: a medium network at 1,280 px. Needs a graphics card.',
  },
};

const order = ['quick', 'standard', 'large'] as const;

/** Cards of the presets, each with what it would need here, weighed one after the other. */
function useCards(from: DetectorRecipe['from'] | undefined, isReady: boolean) {
  const [first, second, third] = order;
  const one = usePresetForecast(first, from, isReady);
  const two = usePresetForecast(second, from, isReady && !one.isPending);
  const three = usePresetForecast(third, from, isReady && !one.isPending && !two.isPending);
  return [one, two, three].map(({ data }, at) => {
    const preset = order[at] ?? first;
    return { value: preset, ...presets[preset], needs: needsOf(data) };
  });
}

const fromWords = (from: DetectorRecipe['from'] | undefined): string =>
  from === undefined || from === 'starter' ? 'starter' : from === null ? 'random' : `${from}`;

/** Where a new version goes on from. */
function FromField({ models }: { models: readonly Model[] }) {
  const { recipe, setRecipe } = useDetector();
  const ready = models.filter(({ state, origin }) => state === 'ready' && origin !== 'starter');
  const chosen = ready.find(({ id }) => id === recipe.from);
  return (
    <Select
      label="Goes on from"
      w={360}
      allowDeselect={false}
      description={
        chosen === undefined
          ? 'A version of yours that is good already needs fewer new boxes to get better.'
          : `It keeps what ${chosen.name} learned, and its classes.`
      }
      data={[
        { value: 'starter', label: 'The starter weights of the program' },
        ...ready.map((model) => {
          const best = headline(model);
          return {
            value: `${model.id}`,
            label: `v${model.version} ${model.name}${best === null ? '' : `, ${best.label} ${share(best.value)}`}`,
          };
        }),
        { value: 'random', label: 'Nothing (random numbers; needs hundreds of photos)' },
      ]}
      value={fromWords(recipe.from)}
      onChange={(value) =>
        setRecipe({
          from: value === 'random' ? null : value === 'starter' ? undefined : Number(value),
        })
      }
    />
  );
}

/** Everything about a training before it begins. */
export function TrainPage({ models }: { models: readonly Model[] }) {
  const { recipe, setRecipe, show } = useDetector();
  const [open, setOpen] = useState(false);
  const [settled] = useDebouncedValue(recipe, 250);
  const forecast = useForecast(settled);
  const cards = useCards(settled.from, forecast.isFetched);
  const train = useMutation({
    mutationFn: () => api.detector.train(recipe),
    onSuccess: async ({ model }) => {
      await queryClient.invalidateQueries({ queryKey: ['jobs'] });
      await queryClient.invalidateQueries({ queryKey: ['models'] });
      show({ what: 'version', modelId: model.id });
    },
    onError: (error) => showError('The training could not begin', error),
  });
  if (forecast.isError)
    return <FailedState error={forecast.error} retry={() => void forecast.refetch()} />;
  const blocked = forecast.data === undefined || forecast.data.obstacles.length > 0;
  return (
    <div className="network-page">
      <header>
        <Title order={1}>Train a detector</Title>
        <Text c="dimmed">
          It learns from every box that a person drew or accepted, and from the photos that were
          checked and have none. Whole encounters are kept aside to judge it.
        </Text>
      </header>
      <PresetCards
        label="Preset"
        cards={cards}
        chosen={recipe.preset ?? 'quick'}
        choose={(preset) => setRecipe({ preset })}
      />
      <FromField models={models} />
      <section>
        <UnstyledButton
          className="fold"
          aria-expanded={open}
          aria-controls="detector-options"
          onClick={() => setOpen(!open)}
        >
          {open ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />} All options
        </UnstyledButton>
        <Collapse expanded={open} id="detector-options">
          <TrainOptions decided={forecast.data?.recipe ?? {}} />
        </Collapse>
      </section>
      {forecast.data !== undefined && <ForecastNotes forecast={forecast.data} of="photo" />}
      <Group>
        <Button
          size="md"
          leftSection={<IconPlayerPlay size={18} />}
          disabled={blocked}
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
