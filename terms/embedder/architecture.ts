import { backbones, type BackboneId } from './backbones.ts';
import type { FusionId } from './fusions.ts';

/** What an embedder is built of, as cards and versions say it: `efficientnet-b0 gem-grid`. */
export const embedderName = ({
  backbone,
  fusion,
}: {
  backbone: BackboneId;
  fusion: FusionId;
}): string => `${backbones[backbone].name} ${fusion}`;
