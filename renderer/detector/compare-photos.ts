/** Two versions on the same photos: what each found, missed and took for an animal, photo by photo. */
import type { JudgedPhoto } from '#terms/boxes/detections.ts';
import type { DetectorEvaluation } from '#terms/detector/evaluation.ts';
import { overlapOf, sameThing, type Rectangle } from '#terms/geometry.ts';

export interface Mark extends Rectangle {
  what: 'found' | 'missed' | 'false alarm';
  className: string;
  /** Null for a box that was missed. */
  confidence: number | null;
  /** The drawn box; null for a false alarm. */
  boxId: number | null;
}

/** A photo that both were judged on. */
interface PhotoPair {
  photoId: number;
  photoName: string;
  a: Mark[];
  b: Mark[];
  /** Marks that only one of the two has; of how many things they disagree. */
  differ: number;
}

/** What a version says of a photo from the confidence on at which it does best, and which boxes it misses there. */
function marksOn({ boxes, found }: JudgedPhoto, { classes }: DetectorEvaluation): Mark[] {
  const least = new Map(classes.map(({ name, best }) => [name, best.confidence]));
  const said = found.filter(
    ({ className, confidence }) => confidence >= (least.get(className) ?? 1),
  );
  const foundIds = new Set(said.map(({ boxId }) => boxId));
  return [
    ...said.map((each): Mark => ({
      ...each,
      what: each.boxId === null ? 'false alarm' : 'found',
    })),
    ...boxes
      .filter(({ boxId }) => !foundIds.has(boxId))
      .map((box): Mark => ({ ...box, what: 'missed', confidence: null })),
  ];
}

/** Marks of one that the other has not. */
const only = (ours: readonly Mark[], theirs: readonly Mark[]): Mark[] =>
  ours.filter(
    (mark) =>
      !theirs.some(
        (other) =>
          other.what === mark.what &&
          (mark.boxId === null
            ? other.className === mark.className && overlapOf(other, mark) >= sameThing
            : other.boxId === mark.boxId),
      ),
  );

const mistakesOn = ({ a, b }: PhotoPair): number =>
  [...a, ...b].filter(({ what }) => what !== 'found').length;

/** The photos that both reports tell of, those first on which the versions differ most, then those with most mistakes. */
export function photoPairs(a: DetectorEvaluation, b: DetectorEvaluation): PhotoPair[] {
  const theirs = new Map(b.looked.map((photo) => [photo.photoId, photo]));
  return a.looked
    .flatMap((photo): PhotoPair[] => {
      const other = theirs.get(photo.photoId);
      if (other === undefined) return [];
      const [ofA, ofB] = [marksOn(photo, a), marksOn(other, b)];
      // A box that one found and the other missed is one difference, not two.
      const boxes = only(ofA, ofB).filter(({ boxId }) => boxId !== null).length;
      const alarms = [...only(ofA, ofB), ...only(ofB, ofA)].filter(({ boxId }) => boxId === null);
      const { photoId, photoName } = photo;
      return [{ photoId, photoName, a: ofA, b: ofB, differ: boxes + alarms.length }];
    })
    .sort((one, two) => two.differ - one.differ || mistakesOn(two) - mistakesOn(one));
}

/** `2 found, 1 missed, no false alarm`. */
export function marksInWords(marks: readonly Mark[]): string {
  const count = (what: Mark['what']) => marks.filter((mark) => mark.what === what).length;
  const alarms = count('false alarm');
  const missed = count('missed');
  return [
    `${count('found')} found`,
    `${missed === 0 ? 'none' : missed} missed`,
    `${alarms === 0 ? 'no' : alarms} false alarm${alarms > 1 ? 's' : ''}`,
  ].join(', ');
}
