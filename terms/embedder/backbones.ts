import { z } from 'zod';
import { idsOf } from '../tables.ts';

/**
 * Networks that see the features of a picture; a fusion makes one vector of them.
 * `name`: as cards have it.
 */
export const backbones = {
  lite0: { title: 'EfficientNet Lite0', name: 'efficientnet-lite0' },
  lite1: { title: 'EfficientNet Lite1', name: 'efficientnet-lite1' },
  lite2: { title: 'EfficientNet Lite2', name: 'efficientnet-lite2' },
  lite3: { title: 'EfficientNet Lite3', name: 'efficientnet-lite3' },
  lite4: { title: 'EfficientNet Lite4', name: 'efficientnet-lite4' },
  b0: { title: 'EfficientNet B0', name: 'efficientnet-b0' },
  b1: { title: 'EfficientNet B1', name: 'efficientnet-b1' },
  b2: { title: 'EfficientNet B2', name: 'efficientnet-b2' },
  b3: { title: 'EfficientNet B3', name: 'efficientnet-b3' },
  b4: { title: 'EfficientNet B4', name: 'efficientnet-b4' },
  b5: { title: 'EfficientNet B5', name: 'efficientnet-b5' },
  b6: { title: 'EfficientNet B6', name: 'efficientnet-b6' },
  b7: { title: 'EfficientNet B7', name: 'efficientnet-b7' },
  'v2-s': { title: 'EfficientNet V2-S', name: 'efficientnet-v2-s' },
  'v2-rw-m': { title: 'EfficientNet V2-RW-M', name: 'efficientnet-v2-rw-m' },
} as const;
export const backboneId = z.enum(idsOf(backbones));
export type BackboneId = z.infer<typeof backboneId>;

/**
 * Whose code a backbone's weights were trained with; it decides padding and eps, which stand in no
 * weights file. `timm`: timm's `efficientnet_*`. `timm-tf`: timm's `tf_efficientnet_*`.
 */
export const weightsVariants = {
  torchvision: { title: 'torchvision' },
  timm: { title: 'timm' },
  'timm-tf': { title: 'timm, from TensorFlow (tf_)' },
} as const;
export const weightsVariant = z.enum(idsOf(weightsVariants));
export type WeightsVariant = z.infer<typeof weightsVariant>;
