/**
 * The same weights mean different networks to different libraries: batch norm's eps and the padding
 * of strided convolutions are part of the code they came from and stand in no weights file.
 */
import type { EfficientNetName } from './presets.ts';

/**
 * - `torchvision`: symmetric padding, eps by size
 * - `timm`: timm's `efficientnet_*`, symmetric padding, eps 1e-5
 * - `timm-tf`: timm's `tf_efficientnet_*`, ported from TensorFlow: SAME padding, eps 1e-3
 */
export const efficientNetVariants = ['torchvision', 'timm', 'timm-tf'] as const;
export type EfficientNetVariant = (typeof efficientNetVariants)[number];

export interface NormAndPadding {
  /** Added to the variance. */
  eps: number;
  /** Share of the batch in the running statistics, PyTorch's sense. */
  momentum: number;
  /** `same` puts the odd pixel right and below, and nothing where an even size needs none. */
  padding: 'symmetric' | 'same';
}

export function normAndPadding(
  name: EfficientNetName,
  variant: EfficientNetVariant,
): NormAndPadding {
  switch (variant) {
    case 'timm':
      return { eps: 1e-5, momentum: 0.1, padding: 'symmetric' };
    case 'timm-tf':
      return { eps: 1e-3, momentum: 0.1, padding: 'same' };
    case 'torchvision':
      if (name === 'v2-s') return { eps: 1e-3, momentum: 0.1, padding: 'symmetric' };
      return name === 'b5' || name === 'b6' || name === 'b7'
        ? { eps: 1e-3, momentum: 0.01, padding: 'symmetric' }
        : { eps: 1e-5, momentum: 0.1, padding: 'symmetric' };
  }
}
