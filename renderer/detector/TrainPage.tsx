import { Select } from '@mantine/core';
import type { Model } from '#terms/models/versions.ts';
import { detectorPresets, usualDetectorPreset } from '#terms/detector/presets.ts';
import type { DetectorWishes } from '#terms/detector/recipe.ts';
import { api } from '../client/connection.ts';
import { TrainForm } from '../training/TrainForm.tsx';
import { choiceOf } from '../versions/versions.ts';
import { useDetector } from './detector-store.ts';
import { TrainOptions } from './TrainOptions.tsx';

const fromWords = (from: DetectorWishes['from']): string =>
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
        ...ready.map(choiceOf),
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
  return (
    <TrainForm
      kind="detector"
      topic="boxes"
      title="Train a detector"
      words="It learns from every box that a person drew or accepted, and from the photos that were checked and have none. Whole encounters are kept aside to judge it."
      presets={detectorPresets}
      usual={usualDetectorPreset}
      wishes={recipe}
      choose={(preset) => setRecipe({ preset })}
      weigh={(wishes) => api.detector.forecast(wishes)}
      Options={TrainOptions}
      begin={() => api.detector.train(recipe)}
      onBegun={(modelId) => show({ what: 'version', modelId })}
    >
      <FromField models={models} />
    </TrainForm>
  );
}
