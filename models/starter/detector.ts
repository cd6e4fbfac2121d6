/** The detector that the app brings: trained on drawn pictures alone (docs/starter-weights.md). */
import card from './detector.json' with { type: 'json' };
import { unpacked } from './unpacked.ts';

export const starterDetector = {
  /** Safetensors in half precision, for `readDetector` and `startFromDetector`. */
  weights: unpacked(new URL('./detector.safetensors', import.meta.url)),
  /** What it was trained on, how, and how good it was on drawn photos that it had not seen. */
  card,
};
