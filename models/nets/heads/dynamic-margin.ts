/** Margins that are wider for classes with fewer photos, as the winners of Happywhale had them. */

interface MarginCurve {
  /** m = factor·n^−power + floor, in radians, for a class of n photos. */
  factor: number;
  power: number;
  floor: number;
}

/** Of the first place. */
export const happywhaleMargins: MarginCurve = { factor: 0.27126, power: 0.364399, floor: 0.05 };

/**
 * One margin a class.
 * @param counts photos of each class, 1 or more
 * @throws RangeError naming a class without photos
 */
export function marginsByClassSize(
  counts: readonly number[],
  { factor, power, floor }: MarginCurve = happywhaleMargins,
): number[] {
  return counts.map((n, at) => {
    if (!(n >= 1))
      throw new RangeError(`Class ${at} has ${n} photos; a class to be learned needs one or more.`);
    return factor * n ** -power + floor;
  });
}
