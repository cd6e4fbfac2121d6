/**
 * The same weights mean different networks to different libraries: batch norm's eps and the padding
 * of strided convolutions are part of the code they came from and stand in no weights file.
 */
import { imageNet } from '#terms/embedder/normalisations.ts';
import type { WeightsVariant } from '#terms/embedder/backbones.ts';
import type { Dialect } from '../backbones/backbone.ts';

export interface EfficientNetDialect extends Dialect {
  /** Added to the variance. */
  eps: number;
  /** Share of the batch in the running statistics, PyTorch's sense. */
  momentum: number;
  /** `same` puts the odd pixel right and below, and nothing where an even size needs none. */
  padding: 'symmetric' | 'same';
  /** Nobody has published weights of it, so no file is taken for one. */
  unpublished?: true;
}

export type EfficientNetDialects = Readonly<Partial<Record<WeightsVariant, EfficientNetDialect>>>;

/** timm's own: symmetric padding. */
export const timm = (name: string): EfficientNetDialect => ({
  name,
  about: 'eps 1e-5, symmetric padding',
  normalisation: imageNet,
  eps: 1e-5,
  momentum: 0.1,
  padding: 'symmetric',
});

/** timm's ports from TensorFlow: SAME padding. */
export const timmTf = (name: string): EfficientNetDialect => ({
  name,
  about: 'eps 1e-3, SAME padding',
  normalisation: imageNet,
  eps: 1e-3,
  momentum: 0.1,
  padding: 'same',
});

/** torchvision's: symmetric padding, norms by size. */
export const torchvision = (
  name: string,
  norms: Pick<EfficientNetDialect, 'eps' | 'momentum'>,
): EfficientNetDialect => ({
  name,
  about: `eps ${norms.eps.toExponential()}, symmetric padding`,
  normalisation: imageNet,
  ...norms,
  padding: 'symmetric',
});
