import { Button, Group, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { Model } from '#api/contract/index.ts';
import { embedderPresets, usualEmbedderPreset } from '#terms/embedder/presets.ts';
import { api } from '../client/connection.ts';
import { TrainForm } from '../training/TrainForm.tsx';
import { usePresetCards } from '../training/use-preset-cards.ts';
import { FromField } from './FromField.tsx';
import { useEmbedder } from './embedder-store.ts';
import { TrainOptions } from './TrainOptions.tsx';
import { useForecast } from './use-embedder.ts';

/** Everything about a training before it begins. */
export function TrainPage({ embedders }: { embedders: readonly Model[] }) {
  const { recipe, setRecipe, show } = useEmbedder();
  const [settled] = useDebouncedValue(recipe, 250);
  const forecast = useForecast(settled);
  const { from } = settled;
  const cards = usePresetCards(
    embedderPresets,
    {
      about: ['embedder', from],
      ask: (preset) => api.embedder.forecast({ preset, from }),
    },
    forecast.isFetched,
  );
  const rounds = recipe.pseudoLabelRounds?.length ?? 0;
  return (
    <TrainForm
      title="Train an embedding network"
      words="It learns from every fin that a person gave a name. Whole encounters, and some individuals altogether, are kept aside to judge it: with them it is asked who is known and who is new."
      cards={cards}
      preset={recipe.preset ?? usualEmbedderPreset}
      choose={(preset) => setRecipe({ preset })}
      forecast={forecast}
      options={<TrainOptions decided={forecast.data?.recipe ?? {}} />}
      begin={() => api.embedder.train(recipe)}
      onBegun={(modelId) => show({ what: 'version', modelId })}
    >
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
    </TrainForm>
  );
}
