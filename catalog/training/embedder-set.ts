/** What an embedder may learn from and be judged by, chosen from the boxes that people identified. */
import { createHash } from 'node:crypto';
import type { IdentityBox } from '../queries/identity-boxes.ts';
import { boxesOfClasses } from './boxes-of-classes.ts';
import type { EmbedderRecipe } from '#terms/embedder/recipe.ts';
import type { SidesTreatment } from '#terms/embedder/sides.ts';
import type { NamedBox } from '#terms/identity/individuals.ts';
import { splitIndividuals } from './split-individuals.ts';
import { joinedBoxes, type JoinedEncounters } from './taken-together.ts';

/** Which boxes were on which side; kept with a version, so that another can be judged alike. */
export interface EmbedderSplit {
  train: NamedBox[];
  validation: NamedBox[];
  /** Individuals kept out of training altogether. */
  heldOut: number[];
  /** Learned under a name that no person gave. */
  pseudo: NamedBox[];
  /** What the network in use has learned from, where it learned from all once it had been judged. */
  final?: NamedBox[];
  /** Encounters that were put together, because their photos were taken in one go. */
  joined?: JoinedEncounters;
  /** What each output of the head stands for, once a training began: an individual, or one side of it. */
  classes?: string[];
}

/** A box to be learned. */
export interface LearnedBox extends NamedBox {
  box: IdentityBox;
  /** Class, from 0. */
  label: number;
}

export interface EmbedderSet {
  split: EmbedderSplit;
  learned: LearnedBox[];
  classes: string[];
  /** Boxes of each class. */
  classSizes: number[];
  /** Queries; whoever of them was learned is known, the others are new. */
  queries: { box: IdentityBox; individualId: number; known: boolean }[];
  /**
   * What queries are compared with: all boxes that a person named, of animals that are learned; those judged by
   * too, each of which meets none of its own encounter.
   */
  gallery: { box: IdentityBox; individualId: number }[];
  /** Boxes that could not be used, by reason. */
  leftOut: { reason: string; boxes: number }[];
}

/** What of a recipe decides what is learned from and judged by. */
export type SplitChoices = Pick<
  EmbedderRecipe,
  | 'classId'
  | 'orClassIds'
  | 'minQuality'
  | 'minJudged'
  | 'sides'
  | 'newShare'
  | 'validationShare'
  | 'seed'
>;

/** What of that decides which boxes are of use at all. */
export type UsableChoices = Pick<SplitChoices, 'classId' | 'orClassIds' | 'minQuality'>;

/** Identified boxes of the class and quality that a recipe asks for. */
export function usableBoxes(
  boxes: readonly IdentityBox[],
  { minQuality, ...classes }: UsableChoices,
): { box: IdentityBox; individualId: number }[] {
  // An ungraded photo says nothing against itself.
  const good = boxes.filter(({ quality }) => minQuality === null || (quality ?? 3) >= minQuality);
  const named = good.filter(({ individualId }) => individualId !== null);
  return boxesOfClasses(named, classes).flatMap((box) =>
    box.individualId === null ? [] : [{ box, individualId: box.individualId }],
  );
}

/** Splits the boxes that people identified. */
export function splitFor(boxes: readonly IdentityBox[], wishes: SplitChoices): EmbedderSplit {
  const usable = usableBoxes(boxes, wishes).map(({ box, individualId }) => ({
    boxId: box.boxId,
    individualId,
    encounter: box.encounter,
    // A photo that nobody could tell an animal by says nothing about a network that learns from it.
    judged: (box.quality ?? 3) >= (wishes.minJudged ?? 1),
  }));
  const of = new Map(usable.map(({ boxId, individualId }) => [boxId, individualId]));
  const named = (ids: readonly number[]) =>
    ids.map((boxId) => ({ boxId, individualId: of.get(boxId) ?? 0 }));
  const { train, validation, heldOut } = splitIndividuals(usable, wishes);
  return { train: named(train), validation: named(validation), heldOut, pseudo: [] };
}

/**
 * Adds boxes that a network named. What a person identified keeps the person's name, what is judged by
 * and all photos of its encounters stay out, and so does whoever is held out.
 */
export function withPseudoLabels(
  split: EmbedderSplit,
  boxes: readonly IdentityBox[],
  labels: readonly NamedBox[],
): EmbedderSplit {
  const byId = new Map(boxes.map((box) => [box.boxId, box]));
  const judging = new Set(split.validation.map(({ boxId }) => byId.get(boxId)?.encounter));
  const learned = new Set(split.train.map(({ individualId }) => individualId));
  const pseudo = new Map<number, NamedBox>();
  for (const label of labels) {
    const box = byId.get(label.boxId);
    if (box === undefined || box.judged || judging.has(box.encounter)) continue;
    if (learned.has(label.individualId)) pseudo.set(label.boxId, label);
  }
  return { ...split, pseudo: [...pseudo.values()] };
}

/** Everything that may be learned, nothing kept aside: for the network that is used once another was judged. */
export function wholeSplit(
  boxes: readonly IdentityBox[],
  wishes: UsableChoices,
  { pseudo }: Pick<EmbedderSplit, 'pseudo'>,
): EmbedderSplit {
  const train = usableBoxes(boxes, wishes).map(({ box, individualId }) => ({
    boxId: box.boxId,
    individualId,
  }));
  return { train, validation: [], heldOut: [], pseudo };
}

/**
 * The boxes of a split as they stand now; those that are gone are left out. Under `apart` an animal's
 * two sides are two classes, and boxes of unknown side are learned only of animals of which no side is
 * known: elsewhere they would be pushed away from the class that they belong to.
 */
export function embedderSet(
  boxes: readonly IdentityBox[],
  split: EmbedderSplit,
  sides: SidesTreatment,
): EmbedderSet {
  const byId = new Map(joinedBoxes(boxes, split.joined).map((box) => [box.boxId, box]));
  const present = (named: readonly NamedBox[]) =>
    named.flatMap(({ boxId, individualId }) => {
      const box = byId.get(boxId);
      return box === undefined ? [] : [{ box, individualId }];
    });
  const train = present(split.train);
  // A person's names decide what an animal's classes are: no name that a network gave takes one of theirs away.
  const sided = new Set(
    train.filter(({ box }) => box.side !== 'unknown').map(({ individualId }) => individualId),
  );
  const named = new Set(train.map(({ individualId }) => individualId));
  const fits = ({ box, individualId }: { box: IdentityBox; individualId: number }) =>
    sides !== 'apart' ||
    box.side === 'unknown' ||
    sided.has(individualId) ||
    !named.has(individualId);
  const all = [...train, ...present(split.pseudo).filter(fits)];
  // Classes once given stay, so that a training can go on after a box is gone.
  const labels = new Map(split.classes?.map((key, label) => [key, label]));
  const fixed = split.classes !== undefined;
  const classSizes = [...labels].map(() => 0);
  const learned: LearnedBox[] = [];
  let unsided = 0;
  for (const { box, individualId } of all) {
    if (sides === 'apart' && box.side === 'unknown' && sided.has(individualId)) {
      unsided += 1;
      continue;
    }
    const key = sides === 'apart' ? `${individualId} ${box.side}` : String(individualId);
    const label = labels.get(key) ?? (fixed ? undefined : labels.size);
    if (label === undefined) continue;
    labels.set(key, label);
    classSizes[label] = (classSizes[label] ?? 0) + 1;
    learned.push({ boxId: box.boxId, individualId, box, label });
  }
  const asked = present(split.validation);
  const gallery = [...train, ...asked.filter(({ individualId }) => named.has(individualId))];
  const compared = Map.groupBy(gallery, ({ individualId }) => individualId);
  const queries: EmbedderSet['queries'] = [];
  let otherSide = 0;
  for (const { box, individualId } of asked) {
    const own = compared.get(individualId) ?? [];
    const known = own.some((other) => comparable(box, other.box, sides));
    // Its animal is known from the other side only: neither an old face nor a new animal.
    if (named.has(individualId) && !known) otherSide += 1;
    else queries.push({ box, individualId, known });
  }
  const missing = split.train.length + split.validation.length - train.length - asked.length;
  const leftOut = [
    { reason: 'of unknown side, of an animal whose sides are known', boxes: unsided },
    { reason: 'to be judged by, of an animal known from its other side only', boxes: otherSide },
    { reason: 'no longer in the catalogue', boxes: missing },
  ].filter(({ boxes: count }) => count > 0);
  return { split, learned, classes: [...labels.keys()], classSizes, queries, gallery, leftOut };
}

/** Whether two fins may be compared: kept apart, a left one is no answer to a right one. */
export function sidesFit(
  a: IdentityBox['side'],
  b: IdentityBox['side'],
  sides: SidesTreatment,
): boolean {
  return sides !== 'apart' || a === 'unknown' || b === 'unknown' || a === b;
}

/** Whether one is a fair answer to the other: of another encounter, and of a side that fits. */
export function comparable(
  a: Pick<IdentityBox, 'side' | 'encounter'>,
  b: Pick<IdentityBox, 'side' | 'encounter'>,
  sides: SidesTreatment,
): boolean {
  return a.encounter !== b.encounter && sidesFit(a.side, b.side, sides);
}

/** SHA-256 of what people named on both sides: versions of one split are judged alike. */
export function splitHash({ train, validation }: EmbedderSplit): string {
  const text = JSON.stringify(
    [train, validation].map((list) => list.map(({ boxId, individualId }) => [boxId, individualId])),
  );
  return createHash('sha256').update(text).digest('hex');
}
