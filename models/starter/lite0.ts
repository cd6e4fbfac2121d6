/** The backbone that the app brings: EfficientNet-Lite0 that has seen ImageNet (docs/starter-weights.md). */
import card from './lite0.json' with { type: 'json' };
import { unpacked } from './unpacked.ts';

export const starterBackbone = {
  /** Safetensors in half precision under timm's names, for `startFrom`; fusion and neck are not in it. */
  weights: unpacked(new URL('./lite0.safetensors', import.meta.url)),
  backbone: 'lite0',
  /** The dialect that stands in no file of others. */
  variant: 'timm-tf',
  /** Whose it is, under which licence, and where it came from. */
  card,
} as const;
