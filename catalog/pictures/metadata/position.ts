import type { Position } from '#terms/photos/edits.ts';

/** A receiver without a fix writes zeros; nobody photographs whales at 0° N 0° E. */
export function positionOf(latitude: number | null, longitude: number | null): Position | null {
  if (latitude === null || longitude === null) return null;
  return latitude === 0 && longitude === 0 ? null : { latitude, longitude };
}

/**
 * Degrees, minutes and seconds with a hemisphere as degrees. Where only the seconds are 0/0, or are left out, the
 * position stands without them; degrees or minutes of 0/0, or no hemisphere, are no coordinate.
 *
 * @param hemispheres positive one first
 */
export function degreesOf(
  parts: readonly number[],
  reference: string | null,
  hemispheres: 'NS' | 'EW',
  limit: number,
): number | null {
  if (parts.length === 0 || parts.length > 3) return null;
  const [whole, minutes = 0, seconds = 0] = parts;
  const hemisphere = reference?.trim().charAt(0).toUpperCase() ?? '';
  const value = whole + minutes / 60 + (Number.isFinite(seconds) ? seconds : 0) / 3600;
  if (!Number.isFinite(value) || hemisphere === '' || !hemispheres.includes(hemisphere))
    return null;
  if (value < 0 || value > limit) return null;
  return hemisphere === hemispheres[1] ? -value : value;
}
