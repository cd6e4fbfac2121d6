/** How many animals the boxes of a photo show, and which box stands for each. */
import { shareWithin, type Rectangle } from '#terms/geometry.ts';
import { leastOverlap } from '#terms/identity/contradictions.ts';

export interface Place extends Rectangle {
  boxId: number;
  classId: number;
  /** Of its class among all, from the first. */
  position: number;
}

/**
 * Boxes by animal: a fin and the body that it lies in are one. Boxes of one class are two animals, however near.
 * Each list begins with the box that a name goes to: that of the class asked for, else of the first class.
 *
 * @param classId of the boxes that wait for names; null for any
 */
export function animalsOf(places: readonly Place[], classId: number | null): Place[][] {
  const animals: Place[][] = [];
  const first = (place: Place) => (place.classId === classId ? -1 : place.position);
  for (const place of [...places].sort((a, b) => first(a) - first(b) || a.boxId - b.boxId)) {
    const own = animals.find((animal) =>
      animal.every(
        (other) => other.classId !== place.classId && shareWithin(other, place) >= leastOverlap,
      ),
    );
    if (own === undefined) animals.push([place]);
    else own.push(place);
  }
  return animals;
}
