/** Finding out which EfficientNet, in whose dialect, a safetensors file holds. */
import { efficientNets, type BlockKind, type EfficientNetName } from './presets.ts';
import { efficientNetVariants, type EfficientNetVariant } from './variant.ts';
import type { SafetensorsFile } from '../../weights/safetensors-read.ts';
import { toTorchvision } from './torchvision-names.ts';
import { WeightsError } from '../../weights/weights-error.ts';

export interface EfficientNetFile {
  network: EfficientNetName;
  naming: 'timm' | 'torchvision';
  /** Before every name, such as `backbone.`; mostly empty. */
  prefix: string;
  /** The only dialects that the file can be in; more than one means that a person must say. */
  variants: readonly EfficientNetVariant[];
}

const isVariant = (text: string | undefined): text is EfficientNetVariant =>
  efficientNetVariants.some((variant) => variant === text);

/**
 * Looks at names and shapes only.
 * @throws WeightsError `wrong-network` if no EfficientNet of ours has these tensors
 */
export function inspectEfficientNet(file: SafetensorsFile): EfficientNetFile {
  const names = [...file.header.tensors.keys()];
  const timmStem = names.find((name) => name.endsWith('conv_stem.weight'));
  const stem = timmStem ?? names.find((name) => name.endsWith('features.0.0.weight'));
  if (stem === undefined)
    throw new WeightsError(
      'wrong-network',
      file.path,
      'holds no EfficientNet: neither conv_stem.weight (timm) nor features.0.0.weight (torchvision) is in it. Choose an EfficientNet B0–B7 or V2-S.',
    );
  const naming = timmStem === undefined ? 'torchvision' : 'timm';
  const stemName = naming === 'timm' ? 'conv_stem.weight' : 'features.0.0.weight';
  const prefix = stem.slice(0, -stemName.length);
  const network = identify(file, naming, prefix);
  return { network, naming, prefix, variants: possibleVariants(file, network, naming) };
}

function identify(
  file: SafetensorsFile,
  naming: EfficientNetFile['naming'],
  prefix: string,
): EfficientNetName {
  const shapeOf = (name: string) => file.header.tensors.get(prefix + name)?.shape.join();
  for (const preset of Object.values(efficientNets)) {
    const kinds = preset.stages.map(({ kind }) => kind);
    const own = (name: string) => (naming === 'timm' ? name : (toTorchvision(name, kinds) ?? ''));
    const fits =
      shapeOf(own('conv_stem.weight')) === `${preset.stem},3,3,3` &&
      shapeOf(own('conv_head.weight')) === `${preset.head},${preset.stages.at(-1)?.channels},1,1` &&
      preset.stages.every(({ kind, layers }, at) => {
        const bn = (layer: number) =>
          shapeOf(own(`blocks.${at}.${layer}.${lastNorm[kind]}.weight`));
        return bn(layers - 1) === `${preset.stages[at]?.channels}` && bn(layers) === undefined;
      });
    if (fits) return preset.name;
  }
  throw new WeightsError(
    'wrong-network',
    file.path,
    'holds an EfficientNet of none of the known sizes (B0–B7, V2-S): its stem, head or number of blocks differ. Choose another file.',
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
  network: EfficientNetName,
  naming: EfficientNetFile['naming'],
): readonly EfficientNetVariant[] {
  const written = file.header.metadata['variant'];
  if (isVariant(written)) return [written];
  if (naming === 'torchvision') return ['torchvision'];
  // timm has V2-S in these widths only as a port from TensorFlow.
  if (network === 'v2-s' || /tf_efficientnet/.test(file.path)) return ['timm-tf'];
  return ['timm', 'timm-tf'];
}

/**
 * The dialect of a file, or an error that says how to choose.
 * @param asked what a person chose, if they were asked
 * @throws WeightsError `ambiguous-variant` if the file leaves it open and nobody chose
 */
export function decideVariant(
  path: string,
  { variants, network }: EfficientNetFile,
  asked?: EfficientNetVariant,
): EfficientNetVariant {
  if (asked !== undefined) return asked;
  const [only, ...others] = variants;
  if (only !== undefined && others.length === 0) return only;
  throw new WeightsError(
    'ambiguous-variant',
    path,
    `holds EfficientNet ${network} under timm's names, which fits two networks: "timm" (efficientnet_${network}, eps 1e-5, symmetric padding) and "timm-tf" (tf_efficientnet_${network}, eps 1e-3, SAME padding). Say which one the weights were trained as.`,
  );
}

/** The file's name for a tensor of the network. */
export function fileNameOf({ network, naming, prefix }: EfficientNetFile) {
  const kinds = efficientNets[network].stages.map(({ kind }) => kind);
  return (name: string): string | undefined => {
    const own = naming === 'timm' ? name : toTorchvision(name, kinds);
    return own === undefined ? undefined : prefix + own;
  };
}
