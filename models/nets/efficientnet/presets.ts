/**
 * The EfficientNets as tables: B0–B7 (Tan & Le 2019, arXiv:1905.11946) and Lite0–Lite4 (Google 2020,
 * tensorflow/tpu, models/official/efficientnet/lite) by scaling one base; V2-S (Tan & Le 2021,
 * arXiv:2104.00298), and timm's V2-RW-M, which is MiewID's.
 */

import type { BackboneId } from '#terms/embedder/backbones.ts';
import { normalisations } from '#terms/embedder/normalisations.ts';
import { timm, timmTf, torchvision, type EfficientNetDialects } from './dialects.ts';

/**
 * What a block of a stage does.
 * - `separable`: depthwise, squeeze-excite, pointwise (expansion 1)
 * - `inverted`: expand 1×1, depthwise, squeeze-excite, project 1×1 (MBConv)
 * - `plain`: one k×k convolution (fused, expansion 1)
 * - `fused`: expand k×k, project 1×1 (Fused-MBConv, without squeeze-excite)
 */
export type BlockKind = 'separable' | 'inverted' | 'plain' | 'fused';

/** Blocks of one kind in a row; only the first has the stride. */
export interface Stage {
  readonly kind: BlockKind;
  readonly expand: number;
  readonly kernel: 3 | 5;
  readonly stride: 1 | 2;
  readonly channels: number;
  readonly layers: number;
}

export interface EfficientNetPreset {
  readonly id: BackboneId;
  /** The first is that of a network from random numbers. */
  readonly dialects: EfficientNetDialects;
  readonly stem: number;
  readonly stages: readonly Stage[];
  readonly head: number;
  /** What follows a norm. */
  readonly activation: 'silu' | 'relu6';
  /** Whether blocks other than fused ones weigh their channels by what the whole map holds. */
  readonly squeezeExcite: boolean;
  /** Side in pixels of the square picture it was designed for. */
  readonly size: number;
  /** Dropout before the classifier while training. */
  readonly dropout: number;
  /** Drop-path rate of the last block; block i of N has i/N of it. */
  readonly dropPath: number;
  /** Parameters with a classifier of 1,000 classes. */
  readonly parameters: number;
}

const stage = (
  kind: BlockKind,
  expand: number,
  kernel: 3 | 5,
  stride: 1 | 2,
  channels: number,
  layers: number,
): Stage => ({ kind, expand, kernel, stride, channels, layers });

const base: readonly Stage[] = [
  stage('separable', 1, 3, 1, 16, 1),
  stage('inverted', 6, 3, 2, 24, 2),
  stage('inverted', 6, 5, 2, 40, 2),
  stage('inverted', 6, 3, 2, 80, 3),
  stage('inverted', 6, 5, 1, 112, 3),
  stage('inverted', 6, 5, 2, 192, 4),
  stage('inverted', 6, 3, 1, 320, 1),
];

/** Channels times a width factor, to a multiple of eight that is at least nine tenths of it. */
function scaleWidth(channels: number, width: number): number {
  const exact = channels * width;
  const rounded = Math.max(8, Math.floor((exact + 4) / 8) * 8);
  return rounded < 0.9 * exact ? rounded + 8 : rounded;
}

/** torchvision's norms of B0 to B4, and of the larger ones. */
const small = { eps: 1e-5, momentum: 0.1 };
const large = { eps: 1e-3, momentum: 0.01 };

function scaled(
  id: BackboneId,
  norms: typeof small,
  width: number,
  depth: number,
  size: number,
  dropout: number,
  parameters: number,
): EfficientNetPreset {
  return {
    id,
    dialects: {
      timm: timm(`efficientnet_${id}`),
      torchvision: torchvision(`efficientnet_${id}`, norms),
      'timm-tf': timmTf(`tf_efficientnet_${id}`),
    },
    stem: scaleWidth(32, width),
    stages: base.map((s) => ({
      ...s,
      channels: scaleWidth(s.channels, width),
      layers: Math.ceil(s.layers * depth),
    })),
    head: scaleWidth(1280, width),
    activation: 'silu',
    squeezeExcite: true,
    size,
    dropout,
    dropPath: 0.2,
    parameters,
  };
}

/**
 * A Lite: without squeeze-excite and with ReLU6, so that small processors run it well; stem and head are
 * as narrow as B0's, first and last stage as short.
 */
function lite(
  id: BackboneId,
  width: number,
  depth: number,
  size: number,
  dropout: number,
  parameters: number,
): EfficientNetPreset {
  return {
    id,
    dialects: {
      'timm-tf': { ...timmTf(`tf_efficientnet_${id}`), normalisation: normalisations.half },
      // timm's own weights are of Lite0 alone.
      timm: { ...timm(`efficientnet_${id}`), ...(id === 'lite0' ? {} : { unpublished: true }) },
    },
    stem: 32,
    stages: base.map((s, at) => ({
      ...s,
      channels: scaleWidth(s.channels, width),
      layers: at === 0 || at === base.length - 1 ? s.layers : Math.ceil(s.layers * depth),
    })),
    head: 1280,
    activation: 'relu6',
    squeezeExcite: false,
    size,
    dropout,
    // Short trainings from weights that have seen the world learn further without: real flukes .86, with .2 .84.
    dropPath: 0,
    parameters,
  };
}

const table = {
  lite0: lite('lite0', 1, 1, 224, 0.2, 4_652_008),
  lite1: lite('lite1', 1, 1.1, 240, 0.2, 5_416_680),
  lite2: lite('lite2', 1.1, 1.2, 260, 0.3, 6_092_072),
  lite3: lite('lite3', 1.2, 1.4, 300, 0.3, 8_197_096),
  lite4: lite('lite4', 1.4, 1.8, 380, 0.3, 13_006_568),
  b0: scaled('b0', small, 1, 1, 224, 0.2, 5_288_548),
  b1: scaled('b1', small, 1, 1.1, 240, 0.2, 7_794_184),
  b2: scaled('b2', small, 1.1, 1.2, 260, 0.3, 9_109_994),
  b3: scaled('b3', small, 1.2, 1.4, 300, 0.3, 12_233_232),
  b4: scaled('b4', small, 1.4, 1.8, 380, 0.4, 19_341_616),
  b5: scaled('b5', large, 1.6, 2.2, 456, 0.4, 30_389_784),
  b6: scaled('b6', large, 1.8, 2.6, 528, 0.5, 43_040_704),
  b7: scaled('b7', large, 2, 3.1, 600, 0.5, 66_347_960),
  'v2-s': {
    id: 'v2-s',
    dialects: {
      // timm has V2-S in these widths only as a port from TensorFlow.
      timm: { ...timm('efficientnetv2_s'), unpublished: true },
      torchvision: torchvision('efficientnet_v2_s', { eps: 1e-3, momentum: 0.1 }),
      'timm-tf': timmTf('tf_efficientnetv2_s'),
    },
    stem: 24,
    stages: [
      stage('plain', 1, 3, 1, 24, 2),
      stage('fused', 4, 3, 2, 48, 4),
      stage('fused', 4, 3, 2, 64, 4),
      stage('inverted', 4, 3, 2, 128, 6),
      stage('inverted', 6, 3, 1, 160, 9),
      stage('inverted', 6, 3, 2, 256, 15),
    ],
    head: 1280,
    activation: 'silu',
    squeezeExcite: true,
    size: 384,
    dropout: 0.2,
    dropPath: 0.2,
    parameters: 21_458_488,
  },
  'v2-rw-m': {
    id: 'v2-rw-m',
    dialects: { timm: timm('efficientnetv2_rw_m') },
    stem: 32,
    stages: [
      stage('fused', 1, 3, 1, 32, 3),
      stage('fused', 4, 3, 2, 56, 5),
      stage('fused', 4, 3, 2, 80, 5),
      stage('inverted', 4, 3, 2, 152, 8),
      stage('inverted', 6, 3, 1, 192, 15),
      stage('inverted', 6, 3, 2, 328, 24),
    ],
    head: 2152,
    activation: 'silu',
    squeezeExcite: true,
    size: 416,
    dropout: 0.2,
    dropPath: 0.2,
    parameters: 53_236_442,
  },
} satisfies Partial<Record<BackboneId, EfficientNetPreset>>;
export const efficientNets: Readonly<Record<keyof typeof table, EfficientNetPreset>> = table;
