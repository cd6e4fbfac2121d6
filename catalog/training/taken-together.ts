/**
 * Photos of one animal that nothing puts into an encounter, yet were taken in one go: frames of a burst without dates,
 * or a photo and its copy. They must not stand on both sides of a split, nor be compared when judging.
 */
import type { IdentityBox } from '../queries/identity-boxes.ts';

/**
 * What a crop looks like in bits: whether each place of a 16 × 16 grid is lighter than the one beside it (the
 * difference hash, Krawetz 2013, at four times the usual length), in eight whole numbers of 32 bits.
 */
export type Look = Uint32Array;

/** Places along a side of the grid. */
export const lookSide = 16;
const lookBits = lookSide ** 2;

/**
 * Share of bits up to which two crops show one moment. On 1,020 real flukes and 872 antelopes none of 890,422 pairs of
 * different animals are as near (the nearest has .258); a crop that is moved by 3 %, zoomed by 6 % or saved anew is.
 */
const alike = 0.25;
/** The same where names follow each other, as a camera gives them; names alone may be a catalogue's own numbers. */
const alikeInSequence = 0.34;
/** Frames that may be missing between two of a burst. */
const framesApart = 3;
const minute = 60_000;

/** Parts of a name: what stands before and behind its last number, and that number. */
function numbered(name: string): { around: string; number: number } | null {
  const found = /^(.*?)(\d+)(\D*)$/.exec(name);
  return found === null
    ? null
    : { around: `${found[1]}/${found[3]}`, number: Number(found[2] ?? NaN) };
}

function inSequence(a: string, b: string): boolean {
  const [one, other] = [numbered(a), numbered(b)];
  if (one === null || other === null || one.around !== other.around) return false;
  return Math.abs(one.number - other.number) <= framesApart;
}

/** Share of bits in which two looks differ, 0–1. */
export function lookDistance(a: Look, b: Look): number {
  let differing = 0;
  for (let at = 0; at < a.length; at += 1) {
    let bits = ((a[at] ?? 0) ^ (b[at] ?? 0)) >>> 0;
    for (; bits !== 0; bits = (bits & (bits - 1)) >>> 0) differing += 1;
  }
  return differing / lookBits;
}

function isOneMoment(a: IdentityBox, b: IdentityBox, looks: ReadonlyMap<number, Look>): boolean {
  if (a.takenMs !== null && b.takenMs !== null) {
    if (Math.abs(a.takenMs - b.takenMs) <= minute) return true;
  }
  const [one, other] = [looks.get(a.boxId), looks.get(b.boxId)];
  if (one === undefined || other === undefined) return false;
  const distance = lookDistance(one, other);
  return distance <= alike || (distance <= alikeInSequence && inSequence(a.photoName, b.photoName));
}

/** Boxes whose looks are worth knowing: identified, and with another photo of the animal that they may belong to. */
export function boxesToLookAt(boxes: readonly IdentityBox[]): IdentityBox[] {
  return [...byAnimal(boxes).values()].flatMap((own) =>
    own.some(({ alone }) => alone) && new Set(own.map(({ encounter }) => encounter)).size > 1
      ? own
      : [],
  );
}

function byAnimal(boxes: readonly IdentityBox[]): Map<number, IdentityBox[]> {
  const named = boxes.filter(({ individualId }) => individualId !== null);
  return Map.groupBy(named, ({ individualId }) => individualId ?? 0);
}

/** For each encounter that was put together with others, the one that stands for all of them. */
export type JoinedEncounters = Readonly<Record<string, string>>;

/**
 * Puts photos together that show one animal at one moment, at least one of which counts for itself. Encounters that
 * have dates, or that a person made, are never joined with each other.
 *
 * @param looks of crops by box, as far as they are known
 */
export function takenTogether(
  boxes: readonly IdentityBox[],
  looks: ReadonlyMap<number, Look> = new Map(),
): JoinedEncounters {
  const into = new Map<string, string>();
  const rootOf = (encounter: string): string => {
    let root = encounter;
    for (let next = into.get(root); next !== undefined; next = into.get(root)) root = next;
    return root;
  };
  // What stands for others is an encounter where there is one.
  const dated = new Set(boxes.filter(({ alone }) => !alone).map(({ encounter }) => encounter));
  for (const own of byAnimal(boxes).values())
    for (const [at, a] of own.entries())
      for (const b of own.slice(at + 1)) {
        if (!(a.alone || b.alone)) continue;
        const [one, other] = [rootOf(a.encounter), rootOf(b.encounter)];
        if (one === other || (dated.has(one) && dated.has(other))) continue;
        if (!isOneMoment(a, b, looks)) continue;
        if (dated.has(other)) into.set(one, other);
        else into.set(other, one);
      }
  return Object.fromEntries([...into.keys()].map((encounter) => [encounter, rootOf(encounter)]));
}

/** The boxes, those of joined encounters in the one that stands for them. */
export function joinedBoxes<Box extends Pick<IdentityBox, 'encounter'>>(
  boxes: readonly Box[],
  joined: JoinedEncounters = {},
): Box[] {
  return boxes.map((box) => {
    const encounter = joined[box.encounter];
    return encounter === undefined ? box : { ...box, encounter };
  });
}

/** How many photos or encounters were put together, and into how many groups. */
export function joinedCounts(joined: JoinedEncounters = {}): { photos: number; groups: number } {
  const groups = new Set(Object.values(joined)).size;
  return { photos: Object.keys(joined).length + groups, groups };
}
