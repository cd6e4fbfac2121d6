import { Button, Group, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { EmbedderPreset, Model } from '#api/contract/index.ts';
import { api } from '../client/connection.ts';
import { TrainForm } from '../training/TrainForm.tsx';
import { usePresetCards } from '../training/use-preset-cards.ts';
import { FromField } from './FromField.tsx';
import { useEmbedder } from './embedder-store.ts';
import { TrainOptions } from './TrainOptions.tsx';
import { useForecast } from './use-embedder.ts';

const presets: Readonly<Record<EmbedderPreset, { title: string; who: string }>> = {
  laptop: {
    title: 'Laptop',
    who: 'For catalogues of tens to hundreds of animals: the first half of EfficientNet B0 at 144 px, minutes on a processor.',
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

/** Everything about a training before it begins. */
export function TrainPage({ embedders }: { embedders: readonly Model[] }) {
  const { recipe, setRecipe, show } = useEmbedder();
  const [settled] = useDebouncedValue(recipe, 250);
  const forecast = useForecast(settled);
  const { from } = settled;
  const cards = usePresetCards(
    presets,
    order,
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
      preset={recipe.preset ?? 'laptop'}
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
