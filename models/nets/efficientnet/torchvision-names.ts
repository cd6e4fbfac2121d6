/**
 * EfficientNet's tensors under timm's names, ours too, as torchvision names them.
 * timm numbers stages from `blocks.0`, torchvision from `features.1` (its `features.0` is the stem).
 */
import type { BlockKind } from './presets.ts';

const stemParts: Readonly<Record<string, string>> = {
  conv_stem: 'features.0.0',
  bn1: 'features.0.1',
};

const squeeze = (at: number) => ({
  'se.conv_reduce': `${at}.fc1`,
  'se.conv_expand': `${at}.fc2`,
});

const blockParts: Readonly<Record<BlockKind, Readonly<Record<string, string>>>> = {
  separable: { conv_dw: '0.0', bn1: '0.1', ...squeeze(1), conv_pw: '2.0', bn2: '2.1' },
  inverted: {
    conv_pw: '0.0',
    bn1: '0.1',
    conv_dw: '1.0',
    bn2: '1.1',
    ...squeeze(2),
    conv_pwl: '3.0',
    bn3: '3.1',
  },
  plain: { conv: '0.0', bn1: '0.1' },
  fused: { conv_exp: '0.0', bn1: '0.1', conv_pwl: '1.0', bn2: '1.1' },
};

function headParts(stages: number): Readonly<Record<string, string>> {
  return {
    conv_head: `features.${stages + 1}.0`,
    bn2: `features.${stages + 1}.1`,
    classifier: 'classifier.1',
  };
}

/** `a.b.weight` → [`a.b`, `weight`]. */
function splitField(name: string): [string, string] {
  const dot = name.lastIndexOf('.');
  return [name.slice(0, dot), name.slice(dot + 1)];
}

/**
 * torchvision's name of a tensor.
 * @param kinds kind of each stage's blocks, in order
 * @returns undefined for a name that is no part of an EfficientNet
 */
export function toTorchvision(timmName: string, kinds: readonly BlockKind[]): string | undefined {
  const [module, field] = splitField(timmName);
  const outer = stemParts[module] ?? headParts(kinds.length)[module];
  if (outer !== undefined) return `${outer}.${field}`;
  const match = /^blocks\.(\d+)\.(\d+)\.(.+)$/.exec(module);
  if (!match) return undefined;
  const [, stage = '', layer = '', part = ''] = match;
  const kind = kinds[Number(stage)];
  const place = kind && blockParts[kind][part];
  return place === undefined
    ? undefined
    : `features.${Number(stage) + 1}.${layer}.block.${place}.${field}`;
}
