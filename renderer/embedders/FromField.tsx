import { Button, Group, Select } from '@mantine/core';
import type { Model } from '#terms/models/versions.ts';
import { embedderPresets, usualEmbedderPreset } from '#terms/embedder/presets.ts';
import type { EmbedderWishes } from '#terms/embedder/recipe.ts';
import { choiceOf } from '../versions/versions.ts';
import { useEmbedder } from './embedder-store.ts';
import { useWeights } from './use-embedder.ts';

const filePrefix = 'file ';

function valueOf(from: EmbedderWishes['from']): string {
  if (from === undefined || from === 'starter') return 'starter';
  if (from === null) return 'random';
  return typeof from === 'number' ? `${from}` : `${filePrefix}${from.weightsFile}`;
}

/** Where a new version goes on from: the starter, an earlier one, a file of weights, or nothing. */
export function FromField({ models }: { models: readonly Model[] }) {
  const { recipe, setRecipe, show } = useEmbedder();
  const { data: weights } = useWeights();
  const { learns = embedderPresets[recipe.preset ?? usualEmbedderPreset].recipe.learns } = recipe;
  // What has no weights of its own to go on from can have a head.
  const ready = models.filter(
    ({ state, origin, recipe: { backbone } }) =>
      state === 'ready' && origin !== 'starter' && (learns === 'head' || backbone !== undefined),
  );
  const files = (weights?.files ?? []).filter(
    ({ kind, variant }) => kind === 'backbone' && variant !== null,
  );
  const choose = (value: string | null) => {
    if (value === 'random') setRecipe({ from: null });
    else if (value?.startsWith(filePrefix) === true) {
      const file = files.find(({ path }) => `${filePrefix}${path}` === value);
      if (file !== undefined)
        setRecipe({
          from: { weightsFile: file.path, variant: file.variant ?? undefined },
          // Weights fit the network that they are of, and no other.
          backbone: file.network ?? undefined,
        });
    } else setRecipe({ from: value === 'starter' ? undefined : Number(value) });
  };
  return (
    <Group align="end">
      <Select
        label="Starting weights"
        w={440}
        allowDeselect={false}
        data={[
          {
            group: 'Of the program',
            items: [{ value: 'starter', label: 'The starter (photos of the whole world)' }],
          },
          { group: 'Versions here', items: ready.map(choiceOf) },
          {
            group: 'Other starting weights',
            items: files.map(({ name, path, network }) => ({
              value: `${filePrefix}${path}`,
              label: `${name} (${network?.toUpperCase()})`,
            })),
          },
          {
            group: 'None',
            items: [{ value: 'random', label: 'Random numbers (your fins alone)' }],
          },
        ].filter(({ items }) => items.length > 0)}
        value={valueOf(recipe.from)}
        onChange={choose}
      />
      <Button variant="default" onClick={() => show({ what: 'weights' })}>
        Bring others…
      </Button>
    </Group>
  );
}
