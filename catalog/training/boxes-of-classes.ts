/** The boxes that a network looks at, where it takes several classes: a fin, or the body where there is no fin. */
import type { Rectangle } from '#terms/geometry.ts';
import type { IdentityBox } from '../queries/identity-boxes.ts';

export interface BoxClasses {
  /** Class of boxes; null for all. */
  classId: number | null;
  /** Further classes, best first. */
  orClassIds?: readonly number[] | undefined;
}

const holds = (outer: Rectangle, inner: Rectangle): boolean => {
  const [x, y] = [inner.x + inner.w / 2, inner.y + inner.h / 2];
  return x >= outer.x && x <= outer.x + outer.w && y >= outer.y && y <= outer.y + outer.h;
};

/**
 * Boxes of the first class, and of each further one those of animals that have none of an earlier class: no box whose
 * middle lies in theirs and that shows the same animal, whatever animal where they have no name.
 */
export function boxesOfClasses(
  boxes: readonly IdentityBox[],
  { classId, orClassIds = [] }: BoxClasses,
): IdentityBox[] {
  if (classId === null) return [...boxes];
  const rank = new Map([classId, ...orClassIds].map((id, at) => [id, at]));
  const own = boxes.filter((box) => rank.has(box.classId));
  if (orClassIds.length === 0) return own;
  const rankOf = (box: IdentityBox) => rank.get(box.classId) ?? 0;
  const onPhoto = Map.groupBy(own, ({ photoId }) => photoId);
  return own.filter(
    (box) =>
      !onPhoto
        .get(box.photoId)
        ?.some(
          (other) =>
            rankOf(other) < rankOf(box) &&
            (box.individualId === null || other.individualId === box.individualId) &&
            holds(box, other),
        ),
  );
}
