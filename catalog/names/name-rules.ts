/** Where the names of a photo belong, by what is known of it: the rules alone, without the database. */
import { animalsOf } from './animals-of-photo.ts';
import type { NamedPhoto, NamedPhotoRow } from './named-photo.ts';

/** What is to be written for a photo; empty lists where all is as it should be. */
export interface NameSteps {
  /** Decisions that were made by themselves and are in doubt now. */
  withdrawn: { decisionId: number; boxId: number }[];
  /** Names that go to a box by themselves. */
  placed: { nameId: number; boxId: number }[];
  /** Rows of the photo as a whole that are to be there, and those that are not. */
  shown: number[];
  hidden: number[];
  /** Rows that were looked at as a whole and are names only: there is a place, or another name. */
  namesOnly: number[];
  /** Names that stand for the photo from now on, as a row of nobody's did. */
  wholes: { nameId: number; likeId: number }[];
}

/** What is boxed on a photo, and whether that is all. */
export function boxesOf(photo: NamedPhoto, classId: number | null) {
  const places = photo.rows.filter(
    (row) => isPlace(row) && row.isDeleted === 0 && row.state !== 'rejected',
  );
  const accepted = places.filter(({ state }) => state === 'accepted');
  const isOpen = places.some(({ state }) => state === 'proposed');
  const isLookedThrough =
    !isOpen &&
    (photo.isChecked ||
      accepted.some(({ isDetected, kind }) => isDetected === 1 || kind === 'cut-out'));
  return { places, accepted, isOpen, isLookedThrough, animals: animalsOf(accepted, classId) };
}

const isPlace = ({ kind }: NamedPhotoRow) => kind === 'place' || kind === 'cut-out';

/**
 * A name goes to a box by itself where it is the only name of its photo and the photo shows one animal, which is known
 * once every detection was judged and either a detector or a person has looked the photo through. It is withdrawn
 * when a second animal turns up, unless somebody spoke about the box since. What a person took back is not given
 * again: the person is asked.
 *
 * @param classId of the boxes that wait for names; null for any
 */
export function nameSteps(photo: NamedPhoto, classId: number | null): NameSteps {
  const steps: NameSteps = {
    withdrawn: [],
    placed: [],
    shown: [],
    hidden: [],
    namesOnly: [],
    wholes: [],
  };
  const { places, accepted, animals, isLookedThrough } = boxesOf(photo, classId);
  const ofPhoto = photo.rows.filter((row) => !isPlace(row));
  const names = ofPhoto.filter(({ individualId }) => individualId !== null);
  for (const name of ofPhoto.filter(({ individualId }) => individualId === null)) {
    // Nobody is named: it stands in for a place, for as long as there is none and nobody looked.
    const isWanted = (!photo.isChecked || name.verdict !== null) && names.length === 0;
    show(steps, name, name.kind === 'whole' && places.length === 0 && isWanted);
  }
  const on = new Set(accepted.map(({ boxId }) => boxId));
  for (const name of names) {
    const own = photo.placements.filter(({ nameId }) => nameId === name.boxId);
    let isPlaced = accepted.some(({ individualId }) => individualId === name.individualId);
    for (const { id, boxId, isAutomatic, isUndone, isOverruled } of own) {
      if (isUndone === 1 || !on.has(boxId)) continue;
      if (isAutomatic === 1 && isOverruled === 0 && animals.length > 1) {
        steps.withdrawn.push({ decisionId: id, boxId });
        const elsewhere = accepted.some(
          (box) => box.boxId !== boxId && box.individualId === name.individualId,
        );
        isPlaced = elsewhere;
      } else isPlaced = true;
    }
    const [only] = animals.length === 1 ? animals[0] : [];
    const isFree =
      only !== undefined &&
      animals[0].every(
        (box) => accepted.find((row) => row.boxId === box.boxId)?.verdict === null,
      ) &&
      !own.some(({ boxId, isRefused }) => boxId === only.boxId && isRefused === 1);
    if (!isPlaced && names.length === 1 && isLookedThrough && isFree) {
      steps.placed.push({ nameId: name.boxId, boxId: only.boxId });
      isPlaced = true;
    }
    show(steps, name, !isPlaced);
    const isAlone = places.length === 0 && names.length === 1;
    const standIn = ofPhoto.find(
      ({ kind, individualId, isDeleted }) =>
        kind === 'whole' && individualId === null && isDeleted === 0,
    );
    if (name.kind === 'whole' && !isAlone && !isPlaced) steps.namesOnly.push(name.boxId);
    if (name.kind === 'name' && isAlone && standIn !== undefined)
      steps.wholes.push({ nameId: name.boxId, likeId: standIn.boxId });
  }
  return steps;
}

function show(steps: NameSteps, row: NamedPhotoRow, isShown: boolean): void {
  if (isShown && row.isDeleted === 1) steps.shown.push(row.boxId);
  if (!isShown && row.isDeleted === 0) steps.hidden.push(row.boxId);
}
