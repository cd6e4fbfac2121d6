/** Whether a safetensors file holds an EfficientNet, and in whose dialect. */
import { weightsVariant, type WeightsVariant } from '#terms/embedder/backbones.ts';
import { idsOf } from '#terms/tables.ts';
import type { SafetensorsFile } from '../../weights/safetensors-read.ts';
import type { BackboneFile } from '../backbones/backbone.ts';
import type { BlockKind, EfficientNetPreset } from './presets.ts';
import { toTorchvision } from './torchvision-names.ts';

/** Each library's name of the first convolution, which says whose names they are and what stands before. */
const stems = { timm: 'conv_stem.weight', torchvision: 'features.0.0.weight' } as const;

/** Looks at names and shapes only; null if the file holds another network. */
export function inspectEfficientNet(
  file: SafetensorsFile,
  preset: EfficientNetPreset,
): BackboneFile | null {
  const names = [...file.header.tensors.keys()];
  const kinds = preset.stages.map(({ kind }) => kind);
  for (const naming of idsOf(stems)) {
    const stem = names.find((name) => name.endsWith(stems[naming]));
    if (stem === undefined || (naming === 'torchvision' && !preset.dialects.torchvision)) continue;
    const prefix = stem.slice(0, -stems[naming].length);
    const fileName = (name: string) => {
      const own = naming === 'timm' ? name : toTorchvision(name, kinds);
      return own === undefined ? undefined : prefix + own;
    };
    if (!fits(file, preset, fileName)) return null;
    const variants = possibleVariants(file, preset, naming);
    return { network: preset.id, naming, prefix, variants, fileName };
  }
  return null;
}

function fits(
  { header }: SafetensorsFile,
  { stem, stages, head, squeezeExcite }: EfficientNetPreset,
  fileName: BackboneFile['fileName'],
): boolean {
  const shapeOf = (name: string) => header.tensors.get(fileName(name) ?? '')?.shape.join();
  return (
    shapeOf('conv_stem.weight') === `${stem},3,3,3` &&
    shapeOf('conv_head.weight') === `${head},${stages.at(-1)?.channels},1,1` &&
    stages.every(({ kind, channels, layers }, at) => {
      const bn = (layer: number) => shapeOf(`blocks.${at}.${layer}.${lastNorm[kind]}.weight`);
      const weighs = shapeOf(`blocks.${at}.0.se.conv_reduce.weight`) !== undefined;
      return (
        bn(layers - 1) === `${channels}` &&
        bn(layers) === undefined &&
        weighs === (squeezeExcite && (kind === 'separable' || kind === 'inverted'))
      );
    })
  );
}

const lastNorm: Readonly<Record<BlockKind, string>> = {
  separable: 'bn2',
  inverted: 'bn3',
  plain: 'bn1',
  fused: 'bn2',
};

function possibleVariants(
  file: SafetensorsFile,
  { dialects }: EfficientNetPreset,
  naming: keyof typeof stems,
): readonly WeightsVariant[] {
  const written = weightsVariant.safeParse(file.header.metadata['variant']);
  if (written.success) return [written.data];
  if (naming === 'torchvision') return ['torchvision'];
  if (dialects['timm-tf'] && /tf_efficientnet/.test(file.path)) return ['timm-tf'];
  return (['timm', 'timm-tf'] as const).filter(
    (variant) => dialects[variant] && !dialects[variant].unpublished,
  );
}
