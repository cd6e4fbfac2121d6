/** The starter embedder: EfficientNet-Lite0 with a little of drawn fins (docs/starter-weights.md). */
import card from './lite0-fins.json' with { type: 'json' };
import { starterBackbone } from './lite0.ts';
import { unpacked } from './unpacked.ts';

/** Ranks fins before anything was trained; trainings start from `starterBackbone`, whose dialect it has. */
export const starterEmbedder = {
  ...starterBackbone,
  /** Safetensors in half precision under timm's names; fusion and neck are not in it. */
  weights: unpacked(new URL('./lite0-fins.safetensors', import.meta.url)),
  card,
} as const;
