import { MultiSelect } from '@mantine/core';
import { detectorOptions } from '#terms/detector/options.ts';
import { DeviceField } from '../training/fields.tsx';
import { RecipeFields } from '../training/RecipeFields.tsx';
import { useDetector } from './detector-store.ts';
import { useDetectorStanding } from '../training/use-standing.ts';

/** Every choice of a detector's recipe; what is left open is decided by the preset and the set. */
export function TrainOptions({ decided }: { decided: Readonly<Record<string, unknown>> }) {
  const { recipe, setRecipe } = useDetector();
  const { data: set } = useDetectorStanding();
  const classes = set?.classes ?? [];
  return (
    <div className="option-grid">
      <RecipeFields
        options={detectorOptions}
        wishes={recipe}
        decided={decided}
        change={setRecipe}
      />
      <DeviceField value={recipe.device} change={(device) => setRecipe({ device })} />
      <MultiSelect
        label="Classes to learn"
        placeholder={recipe.classIds === undefined ? 'all that have boxes' : undefined}
        data={classes.map(({ id, name, boxes }) => ({
          value: `${id}`,
          label: `${name} (${boxes})`,
        }))}
        value={recipe.classIds?.map(String) ?? []}
        onChange={(chosen) =>
          setRecipe({ classIds: chosen.length === 0 ? undefined : chosen.map(Number) })
        }
      />
    </div>
  );
}
