import { boxGrades, ownGradeNames, qualityOf } from '#terms/boxes/attributes.ts';
import { leastOf, type SeaArea, type SightingFilter } from '#terms/exports/sighting-filter.ts';
import type { SightedBox } from './sighted-box.ts';

export function speciesOf(box: SightedBox): string | null {
  return box.individualSpecies ?? box.encounterSpecies;
}

const inArea = ({ south, west, north, east }: SeaArea, latitude: number, longitude: number) =>
  latitude >= south &&
  latitude <= north &&
  (west <= east ? longitude >= west && longitude <= east : longitude >= west || longitude <= east);

/** Why the filter leaves a box out, in words that can be counted, or null if it stays. */
export function leftOut(box: SightedBox, filter: SightingFilter): string | null {
  if (filter.minQuality !== undefined) {
    const worst = qualityOf(box);
    if (worst === null) return 'quality not graded';
    if (worst < filter.minQuality) return `quality below ${filter.minQuality}`;
  }
  for (const name of ownGradeNames) {
    const least = filter[leastOf(name)];
    if (least === undefined) continue;
    const title = boxGrades[name].title.toLowerCase();
    const grade = box[name];
    if (grade === null) return `${title} not graded`;
    if (grade < least) return `${title} below ${least}`;
  }
  if (filter.side !== undefined && box.side !== filter.side) return `not the ${filter.side} side`;
  if (filter.species !== undefined && speciesOf(box) !== filter.species) return 'another species';
  if (filter.takenFrom !== undefined || filter.takenTo !== undefined) {
    if (box.takenMs === null) return 'no date';
    if (box.takenMs < (filter.takenFrom ?? -Infinity)) return 'before the dates';
    if (box.takenMs > (filter.takenTo ?? Infinity)) return 'after the dates';
  }
  if (filter.area !== undefined) {
    if (box.latitude === null || box.longitude === null) return 'no coordinates';
    if (!inArea(filter.area, box.latitude, box.longitude)) return 'outside the area';
  }
  if (filter.reviewedOnly === true) {
    if (box.verdict === 'probable') return 'only probable';
    if (box.decisionOrigin !== 'person') return 'not decided by a person';
  }
  if (filter.settledOnly === true && box.isDisputed) return 'in dispute';
  return null;
}

/** Counts what was left out, by reason. */
export class LeftOut {
  readonly #counts = new Map<string, number>();

  add(reason: string, count = 1): void {
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + count);
  }

  /** Most frequent first. */
  list(): { reason: string; count: number }[] {
    return [...this.#counts]
      .map(([reason, count]) => ({ reason, count }))
      .sort((a, b) => b.count - a.count || a.reason.localeCompare(b.reason, 'en'));
  }
}
