import type { Rectangle } from '#terms/geometry.ts';
import type { Mark } from './compare-photos.ts';

/** A part of a photo, in fractions of it. */
export interface PhotoPart {
  x: number;
  y: number;
  /** Of the photo's width and of its height alike, so that it keeps the photo's shape. */
  size: number;
}

export const wholePhoto: PhotoPart = { x: 0, y: 0, size: 1 };

/** Never closer than this part of the photo: the picture has no more pixels. */
const CLOSEST = 0.2;
/** Room round the marks, in parts of what they span. */
const ROOM = 0.5;

/** The part of a photo that all marks are in, with room round them; all of it where there are none. */
export function windowOf(marks: readonly Mark[]): PhotoPart {
  if (marks.length === 0) return wholePhoto;
  const left = Math.min(...marks.map(({ x }) => x));
  const top = Math.min(...marks.map(({ y }) => y));
  const right = Math.max(...marks.map(({ x, w }) => x + w));
  const bottom = Math.max(...marks.map(({ y, h }) => y + h));
  const span = Math.max(right - left, bottom - top) * (1 + 2 * ROOM);
  const size = Math.min(1, Math.max(CLOSEST, span));
  const within = (middle: number) => Math.min(1 - size, Math.max(0, middle - size / 2));
  return { x: within((left + right) / 2), y: within((top + bottom) / 2), size };
}

/** A mark as it lies in a part of its photo. */
export const inWindow = (mark: Mark, { x, y, size }: PhotoPart): Mark => ({
  ...mark,
  x: (mark.x - x) / size,
  y: (mark.y - y) / size,
  w: mark.w / size,
  h: mark.h / size,
});

type LabelPlace = 'above' | 'below' | 'above-right' | 'below-right';

/** A label on the smallest picture that is shown, in fractions of it. */
const LABEL_HEIGHT = 0.065;
const widthOf = (label: string) => (label.length * 6.5 + 8) / 400;

const shared = (a: Rectangle, b: Rectangle): number =>
  Math.max(0, Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y));

/** How much of a label lies outside the picture. */
const outside = (area: Rectangle): number =>
  area.w * area.h - shared(area, { x: 0, y: 0, w: 1, h: 1 });

/**
 * Where each label stands at its mark, so that it hides no label and as little as can be of other marks.
 * @param marks in fractions of the picture
 */
export function placeLabels(marks: readonly Mark[], labels: readonly string[]): LabelPlace[] {
  const placed: Rectangle[] = [];
  return marks.map((mark, at) => {
    const w = widthOf(labels[at] ?? '');
    const h = LABEL_HEIGHT;
    const right = mark.x + mark.w - w;
    const below = mark.y + mark.h;
    const choices: readonly { place: LabelPlace; area: Rectangle }[] = [
      { place: 'above', area: { x: mark.x, y: mark.y - h, w, h } },
      { place: 'below', area: { x: mark.x, y: below, w, h } },
      { place: 'above-right', area: { x: right, y: mark.y - h, w, h } },
      { place: 'below-right', area: { x: right, y: below, w, h } },
    ];
    const others = marks.filter((other) => other !== mark);
    const cost = ({ area }: (typeof choices)[number]) =>
      10 * outside(area) +
      5 * placed.reduce((sum, other) => sum + shared(area, other), 0) +
      others.reduce((sum, other) => sum + shared(area, other), 0);
    const best = choices.reduce((one, other) => (cost(other) < cost(one) - 1e-9 ? other : one));
    placed.push(best.area);
    return best.place;
  });
}
