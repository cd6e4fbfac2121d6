import { MultiSelect, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { fusionId, fusions } from '#terms/embedder/fusions.ts';
import { embedderOptions } from '#terms/embedder/options.ts';
import { api } from '../client/connection.ts';
import { DeviceField } from '../training/fields.tsx';
import { RecipeFields } from '../training/RecipeFields.tsx';
import { useEmbedder } from './embedder-store.ts';

const { branchWidth: _width, globalPool: _global, fusedPool: _fused, ...shared } = embedderOptions;

/**
 * The options of a fusion, the crop's sides in its steps; those of most until a forecast decided on one.
 */
function optionsFor(asked: unknown) {
  const fusion = fusionId.catch('gem').parse(asked);
  const { cropStep } = fusions[fusion];
  const isDolg = fusion === 'dolg' || fusion === 'dolg-seed';
  return {
    ...(isDolg ? embedderOptions : shared),
    input: { ...embedderOptions.input, least: 2 * cropStep, multipleOf: cropStep },
    height: { ...embedderOptions.height, least: cropStep, multipleOf: cropStep },
  };
}

/** Every choice of an embedder's recipe; what is left open is decided by the preset and the set. */
export function TrainOptions({ decided }: { decided: Readonly<Record<string, unknown>> }) {
  const { recipe, setRecipe } = useEmbedder();
  const classes = useQuery({ queryKey: ['boxes', 'classes'], queryFn: () => api.boxes.classes() });
  const choices = (classes.data ?? []).map(({ id, name }) => ({ value: `${id}`, label: name }));
  return (
    <div className="option-grid">
      <RecipeFields
        options={optionsFor(recipe.fusion ?? decided.fusion)}
        wishes={recipe}
        decided={decided}
        change={setRecipe}
      />
      <Select
        label="Class of boxes"
        placeholder="by the preset"
        clearable
        data={choices}
        value={recipe.classId === undefined ? null : `${recipe.classId}`}
        onChange={(value) => setRecipe({ classId: value === null ? undefined : Number(value) })}
      />
      <MultiSelect
        label="Else, of these classes"
        description="Best first: a body is seen where an animal has no fin"
        clearable
        data={choices.filter(({ value }) => value !== `${recipe.classId}`)}
        value={(recipe.orClassIds ?? []).map(String)}
        onChange={(values) => setRecipe({ orClassIds: values.map(Number) })}
      />
      <DeviceField value={recipe.device} change={(device) => setRecipe({ device })} />
    </div>
  );
}
