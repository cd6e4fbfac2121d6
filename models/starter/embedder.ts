/** The embedder that the app brings: trained on drawn animals alone (docs/starter-weights.md). */
import card from './embedder.json' with { type: 'json' };
import { unpacked } from './unpacked.ts';

export const starterEmbedder = {
  /** Safetensors in half precision, for `readEmbedder` and `startFrom`. */
  weights: unpacked(new URL('./embedder.safetensors', import.meta.url)),
  /** What it was trained on, how, and how good it was on drawn animals that it had not seen. */
  card,
};
