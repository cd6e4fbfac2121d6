import { Button, Collapse, Group, Text, Title, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight, IconPlayerPlay } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { EmbedderPreset, EmbedderRecipe, Model } from '#api/contract/index.ts';
import { api } from '../client/connection.ts';
import { showError } from '../client/error-words.ts';
import { queryClient } from '../client/queries.ts';
import { FailedState } from '../parts/FailedState.tsx';
import { ForecastNotes, needsOf } from '../training/ForecastNotes.tsx';
import { PresetCards } from '../training/PresetCards.tsx';
import { FromField } from './FromField.tsx';
import { useNetworks } from './networks-store.ts';
import { TrainOptions } from './TrainOptions.tsx';
import { useForecast, usePresetForecast } from './use-networks.ts';

const presets: Readonly<Record<EmbedderPreset, { title: string; who: string }>> = {
  laptop: {
    title: 'Laptop',
    who: 'For catalogues of tens to hundreds of animals: EfficientNet B0 at 128 px, minutes on a processor.',
  },
  workstation: {
    title: 'Workstation',
    who: 'For thousands of photos and fine marks: EfficientNet B4 at 380 px. A night on a processor, an hour with a graphics card.',
  },
  happywhale: {
    title: 'Happywhale',
    who: 'As the Kaggle pipeline: EfficientNet B7 at 640 px with DOLG and ArcFace. Needs a large graphics card.',
  },
};

const order = ['laptop', 'workstation', 'happywhale'] as const;

/** Cards of the presets, each with what it would need here, weighed one after the other. */
function useCards(from: EmbedderRecipe['from'] | undefined, isReady: boolean) {
  const [first, second, third] = order;
  const one = usePresetForecast(first, from, isReady);
  const two = usePresetForecast(second, from, isReady && !one.isPending);
  const three = usePresetForecast(third, from, isReady && !one.isPending && !two.isPending);
  return [one, two, three].map(({ data }, at) => {
    const preset = order[at] ?? first;
    return { value: preset, ...presets[preset], needs: needsOf(data) };
  });
}

/** Everything about a training before it begins. */
export function TrainPage({ embedders }: { embedders: readonly Model[] }) {
  const { recipe, setRecipe, show } = useNetworks();
  const [open, setOpen] = useState(false);
  const [settled] = useDebouncedValue(recipe, 250);
  const forecast = useForecast(settled);
  const cards = useCards(settled.from, forecast.isFetched);
  const train = useMutation({
    mutationFn: () => api.embedder.train(recipe),
    onSuccess: async ({ model }) => {
      await queryClient.invalidateQueries({ queryKey: ['jobs'] });
      await queryClient.invalidateQueries({ queryKey: ['models'] });
      show({ what: 'version', modelId: model.id });
    },
    onError: (error) => showError('The training could not begin', error),
  });
  const rounds = recipe.pseudoLabelRounds?.length ?? 0;
  return (
    <div className="network-page">
      <header>
        <Title order={1}>Train an embedding network</Title>
        <Text c="dimmed">
          It learns from every fin that a person gave a name. Whole encounters, and some individuals
          altogether, are kept aside to judge it: with them it is asked who is known and who is new.
        </Text>
      </header>
      <PresetCards
        label="Preset"
        cards={cards}
        chosen={recipe.preset ?? 'laptop'}
        choose={(preset) => setRecipe({ preset })}
      />
      <FromField embedders={embedders} />
      {rounds > 0 && (
        <Group>
          <Text>
            Also learns from the pseudo-labels of {rounds === 1 ? 'one round' : `${rounds} rounds`}.
          </Text>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => setRecipe({ pseudoLabelRounds: undefined })}
          >
            Without them
          </Button>
        </Group>
      )}
      <section>
        <UnstyledButton
          className="fold"
          aria-expanded={open}
          aria-controls="embedder-options"
          onClick={() => setOpen(!open)}
        >
          {open ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />} All options
        </UnstyledButton>
        <Collapse expanded={open} id="embedder-options">
          <TrainOptions decided={forecast.data?.recipe ?? {}} />
        </Collapse>
      </section>
      {forecast.isError ? (
        <FailedState error={forecast.error} retry={() => void forecast.refetch()} />
      ) : (
        forecast.data !== undefined && <ForecastNotes forecast={forecast.data} of="photo" />
      )}
      <Group>
        <Button
          size="md"
          leftSection={<IconPlayerPlay size={18} />}
          disabled={
            forecast.isError || forecast.data === undefined || forecast.data.obstacles.length > 0
          }
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
