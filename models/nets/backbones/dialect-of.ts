import type { BackboneId, WeightsVariant } from '#terms/embedder/backbones.ts';
import type { Backbone, Dialect } from './backbone.ts';

/** @throws RangeError listing the dialects there are */
export function dialectOf<D extends Dialect>(
  { id, dialects }: { id: BackboneId; dialects: Readonly<Partial<Record<WeightsVariant, D>>> },
  variant: WeightsVariant,
): D {
  const dialect = dialects[variant];
  if (!dialect)
    throw new RangeError(
      `The backbone ${id} is not known as one of "${variant}"; it is of ${Object.keys(dialects).join(', ')}.`,
    );
  return dialect;
}

/** Whose weights a backbone may have; the first is that of one from random numbers. */
export const variantsOf = ({ dialects }: Pick<Backbone, 'dialects'>) =>
  Object.keys(dialects) as [WeightsVariant, ...WeightsVariant[]];
