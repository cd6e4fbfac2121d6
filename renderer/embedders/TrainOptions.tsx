import { NumberInput, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { backbones } from '#terms/embedder/backbones.ts';
import { fusionId, fusions } from '#terms/embedder/fusions.ts';
import { labelsOf } from '../training/labels.ts';
import { api } from '../client/connection.ts';
import { ChoiceOption, DeviceOption, NumberOption, YesNoOption } from '../training/options.tsx';
import { useEmbedder } from './embedder-store.ts';

const tones = [
  { value: 'colour', label: 'In colour' },
  { value: 'grey', label: 'Grey, evened out' },
] as const;
const heads = [
  { value: 'arcface', label: 'ArcFace' },
  { value: 'sub-centre', label: 'Sub-centre ArcFace' },
] as const;
const samplings = [
  { value: 'natural', label: 'As they come' },
  { value: 'balanced', label: 'All alike' },
] as const;
const sides = [
  { value: 'apart', label: 'Left and right apart' },
  { value: 'mirrored', label: 'Right sides mirrored' },
  { value: 'together', label: 'Together' },
] as const;
const optimizers = [
  { value: 'adamw', label: 'AdamW' },
  { value: 'sgd', label: 'SGD' },
] as const;

/** Until a forecast has decided the fusion, the step that most of them have. */
const cropStepOf = (fusion: unknown): number =>
  fusions[fusionId.catch('gem').parse(fusion)].cropStep;

const percentOf = (value: string | number): number | undefined =>
  typeof value === 'number' ? value / 100 : undefined;

/** A number, or decided for each individual by how often it was seen. */
function MarginField({ decided }: { decided: unknown }) {
  const { recipe, setRecipe } = useEmbedder();
  const { margin } = recipe;
  return (
    <div>
      <Select
        label="Margin"
        allowDeselect={false}
        data={[
          {
            value: 'preset',
            label: `By the preset${decided === 'by-class-size' ? ' (by sightings)' : typeof decided === 'number' ? ` (${decided})` : ''}`,
          },
          { value: 'by-class-size', label: 'By how often an individual was seen' },
          { value: 'number', label: 'One for all' },
        ]}
        value={margin === undefined ? 'preset' : typeof margin === 'number' ? 'number' : margin}
        onChange={(value) =>
          setRecipe({
            margin: value === 'number' ? 0.3 : value === 'by-class-size' ? value : undefined,
          })
        }
      />
      {typeof margin === 'number' && (
        <NumberInput
          aria-label="Margin for all, radians"
          mt={4}
          suffix=" rad"
          min={0}
          max={1.5}
          step={0.05}
          value={margin}
          onChange={(value) => setRecipe({ margin: typeof value === 'number' ? value : 0.3 })}
        />
      )}
    </div>
  );
}

/** Which fins are learned, and how they are cut and judged. */
function DataOptions({ decided }: { decided: Readonly<Record<string, unknown>> }) {
  const { recipe, setRecipe } = useEmbedder();
  const classes = useQuery({ queryKey: ['boxes', 'classes'], queryFn: () => api.boxes.classes() });
  return (
    <>
      <ChoiceOption
        label="Sides"
        value={recipe.sides}
        decided={decided.sides}
        choices={sides}
        onChange={(value) => setRecipe({ sides: value })}
      />
      <ChoiceOption
        label="How often an individual is shown"
        value={recipe.sampling}
        decided={decided.sampling}
        choices={samplings}
        onChange={(sampling) => setRecipe({ sampling })}
      />
      <Select
        label="Class of boxes"
        placeholder="by the preset"
        clearable
        data={(classes.data ?? []).map(({ id, name }) => ({ value: `${id}`, label: name }))}
        value={recipe.classId === undefined ? null : `${recipe.classId}`}
        onChange={(value) => setRecipe({ classId: value === null ? undefined : Number(value) })}
      />
      <Select
        label="Photo quality at least"
        placeholder="any"
        clearable
        data={['1', '2', '3']}
        value={
          recipe.minQuality === undefined || recipe.minQuality === null
            ? null
            : `${recipe.minQuality}`
        }
        onChange={(value) => setRecipe({ minQuality: value === null ? undefined : Number(value) })}
      />
      <Select
        label="Judged by photos of quality"
        allowDeselect={false}
        data={[
          { value: '1', label: 'any' },
          { value: '2', label: '2 and 3' },
          { value: '3', label: '3' },
        ]}
        value={`${recipe.minJudged ?? (typeof decided.minJudged === 'number' ? decided.minJudged : 1)}`}
        onChange={(value) => setRecipe({ minJudged: Number(value) })}
      />
      <NumberInput
        label="Room around the box"
        suffix=" %"
        placeholder={
          typeof decided.boxMargin === 'number' ? `${Math.round(decided.boxMargin * 100)} %` : ''
        }
        min={0}
        max={100}
        value={recipe.boxMargin === undefined ? '' : Math.round(recipe.boxMargin * 100)}
        onChange={(value) => setRecipe({ boxMargin: percentOf(value) })}
      />
      <NumberInput
        label="Kept for judging"
        suffix=" %"
        min={5}
        max={50}
        value={Math.round((recipe.validationShare ?? 0.2) * 100)}
        onChange={(value) => setRecipe({ validationShare: percentOf(value) })}
      />
      <NumberInput
        label="Individuals kept out as new ones"
        suffix=" %"
        min={0}
        max={50}
        value={Math.round((recipe.newShare ?? 0.2) * 100)}
        onChange={(value) => setRecipe({ newShare: percentOf(value) })}
      />
    </>
  );
}

/** Every choice of an embedder's recipe; what is left open is decided by the preset and the set. */
export function TrainOptions({ decided }: { decided: Readonly<Record<string, unknown>> }) {
  const { recipe, setRecipe } = useEmbedder();
  const sideStep = cropStepOf(recipe.fusion ?? decided.fusion);
  const numbers: readonly {
    key:
      'dimensions' | 'bends' | 'scale' | 'epochs' | 'batch' | 'learningRate' | 'patience' | 'seed';
    label: string;
    min: number;
    max: number;
    step?: number;
    decimals?: number;
  }[] = [
    { key: 'dimensions', label: 'Numbers of a vector', min: 16, max: 4096, step: 16 },
    { key: 'bends', label: 'Made-up animals of each', min: 0, max: 16 },
    { key: 'scale', label: 'Scale of ArcFace', min: 1, max: 128 },
    { key: 'epochs', label: 'Epochs', min: 1, max: 2000 },
    { key: 'batch', label: 'Fins in a batch', min: 2, max: 1024 },
    {
      key: 'learningRate',
      label: 'Learning rate',
      min: 0.000001,
      max: 1,
      step: 0.0001,
      decimals: 6,
    },
    { key: 'patience', label: 'Stops after so many worse judgements', min: 1, max: 1000 },
    { key: 'seed', label: 'Seed', min: 0, max: 2 ** 31 },
  ];
  return (
    <div className="option-grid">
      <ChoiceOption
        label="Network"
        value={recipe.backbone}
        decided={decided.backbone}
        choices={labelsOf(backbones)}
        onChange={(backbone) => setRecipe({ backbone })}
      />
      <ChoiceOption
        label="How features are joined"
        value={recipe.fusion}
        decided={decided.fusion}
        choices={labelsOf(fusions)}
        onChange={(fusion) => setRecipe({ fusion })}
      />
      <NumberOption
        label="Side of a crop"
        suffix=" px"
        value={recipe.input}
        decided={decided.input}
        min={2 * sideStep}
        max={960}
        step={sideStep}
        onChange={(input) =>
          setRecipe({
            input: input === undefined ? undefined : Math.round(input / sideStep) * sideStep,
          })
        }
      />
      <ChoiceOption
        label="Pictures"
        value={recipe.tones}
        decided={decided.tones}
        choices={tones}
        onChange={(tones) => setRecipe({ tones })}
      />
      <ChoiceOption
        label="Head"
        value={recipe.head}
        decided={decided.head}
        choices={heads}
        onChange={(head) => setRecipe({ head })}
      />
      <MarginField decided={decided.margin} />
      {numbers.map(({ key, label, ...bounds }) => (
        <NumberOption
          key={key}
          label={label}
          value={recipe[key]}
          decided={decided[key]}
          {...bounds}
          onChange={(value) => setRecipe({ [key]: value })}
        />
      ))}
      <ChoiceOption
        label="Optimiser"
        value={recipe.optimizer}
        decided={decided.optimizer}
        choices={optimizers}
        onChange={(optimizer) => setRecipe({ optimizer })}
      />
      <YesNoOption
        label="Keep the norms as they are (small sets)"
        value={recipe.frozenNorm}
        decided={decided.frozenNorm}
        onChange={(frozenNorm) => setRecipe({ frozenNorm })}
      />
      <YesNoOption
        label="Also learn the species"
        value={recipe.speciesHead}
        decided={decided.speciesHead}
        onChange={(speciesHead) => setRecipe({ speciesHead })}
      />
      <DataOptions decided={decided} />
      <DeviceOption value={recipe.device} onChange={(device) => setRecipe({ device })} />
    </div>
  );
}
