import { Button, Group, Text } from '@mantine/core';
import type { Model } from '#terms/models/versions.ts';
import { embedderPresets, usualEmbedderPreset } from '#terms/embedder/presets.ts';
import { api } from '../client/connection.ts';
import { TrainForm } from '../training/TrainForm.tsx';
import { FromField } from './FromField.tsx';
import { useEmbedder } from './embedder-store.ts';
import { TrainOptions } from './TrainOptions.tsx';

/** Everything about a training before it begins. */
export function TrainPage({ models }: { models: readonly Model[] }) {
  const { recipe, setRecipe, show } = useEmbedder();
  const rounds = recipe.pseudoLabelRounds?.length ?? 0;
  return (
    <TrainForm
      kind="embedder"
      topic="decisions"
      title="Train an embedding network"
      words="It learns from every fin that a person gave a name. Whole encounters, and some individuals altogether, are kept aside to judge it: with them it is asked who is known and who is new."
      presets={embedderPresets}
      usual={usualEmbedderPreset}
      wishes={recipe}
      choose={(preset) => setRecipe({ preset })}
      weigh={(wishes) => api.embedder.forecast(wishes)}
      Options={TrainOptions}
      begin={() => api.embedder.train(recipe)}
      onBegun={(modelId) => show({ what: 'version', modelId })}
    >
      <FromField models={models} />
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
