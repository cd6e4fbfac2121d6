import { MultiSelect, NumberInput } from '@mantine/core';
import { detectorSizes } from '#terms/detector/sizes.ts';
import { labelsOf } from '../training/labels.ts';
import { useTrainingSet } from './use-detector.ts';
import { ChoiceOption, DeviceOption, NumberOption, YesNoOption } from '../training/options.tsx';
import { useDetector } from './detector-store.ts';

const sizes = labelsOf(detectorSizes).map(({ value, label }) => ({
  value,
  label: `${value}, ${label}`,
}));

/** Every choice of a detector's recipe; what is left open is decided by the preset and the set. */
export function TrainOptions({ decided }: { decided: Readonly<Record<string, unknown>> }) {
  const { recipe, setRecipe } = useDetector();
  const { data: set } = useTrainingSet();
  const classes = set?.classes ?? [];
  return (
    <div className="option-grid">
      <ChoiceOption
        label="Network (YOLOv5)"
        value={recipe.size}
        decided={decided.size}
        choices={sizes}
        onChange={(size) => setRecipe({ size })}
      />
      <NumberOption
        label="Side of the pictures"
        suffix=" px"
        value={recipe.input}
        decided={decided.input}
        min={64}
        max={1536}
        step={32}
        onChange={(input) =>
          setRecipe({ input: input === undefined ? undefined : Math.round(input / 32) * 32 })
        }
      />
      <NumberOption
        label="Epochs"
        value={recipe.epochs}
        decided={decided.epochs}
        min={1}
        max={2000}
        onChange={(epochs) => setRecipe({ epochs })}
      />
      <NumberOption
        label="Photos in a batch"
        value={recipe.batch}
        decided={decided.batch}
        min={1}
        max={256}
        onChange={(batch) => setRecipe({ batch })}
      />
      <NumberOption
        label="Learning rate"
        value={recipe.learningRate}
        decided={decided.learningRate}
        min={0.00001}
        max={1}
        step={0.001}
        decimals={5}
        onChange={(learningRate) => setRecipe({ learningRate })}
      />
      <NumberOption
        label="Stops after so many worse judgements"
        value={recipe.patience}
        decided={decided.patience ?? 'never'}
        min={1}
        max={1000}
        onChange={(patience) => setRecipe({ patience })}
      />
      <YesNoOption
        label="Keep the backbone as it is (tiny sets)"
        value={recipe.freezeBackbone}
        decided={decided.freezeBackbone}
        onChange={(freezeBackbone) => setRecipe({ freezeBackbone })}
      />
      <YesNoOption
        label="Also learn from parts of large photos"
        value={recipe.tiles}
        decided={decided.tiles}
        onChange={(tiles) => setRecipe({ tiles })}
      />
      <NumberInput
        label="Encounters kept for judging"
        suffix=" %"
        min={5}
        max={50}
        allowDecimal={false}
        value={Math.round((recipe.validationShare ?? 0.2) * 100)}
        onChange={(value) =>
          setRecipe({ validationShare: typeof value === 'number' ? value / 100 : undefined })
        }
      />
      <NumberOption
        label="Seed"
        value={recipe.seed}
        decided={decided.seed ?? 0}
        min={0}
        max={2 ** 31}
        onChange={(seed) => setRecipe({ seed })}
      />
      <DeviceOption value={recipe.device} onChange={(device) => setRecipe({ device })} />
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
