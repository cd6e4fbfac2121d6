/** What stands against a training of an embedder before it begins, and what is worth knowing of it. */
import type { SidesTreatment } from '#terms/embedder/sides.ts';
import type { IdentityBox } from '../queries/identity-boxes.ts';
import {
  comparable,
  usableBoxes,
  type EmbedderSet,
  type SplitChoices,
  type UsableChoices,
  type LearnedBox,
} from './embedder-set.ts';

/** Whether any animal was seen in two encounters from sides that are compared. */
function isAnyoneSeenAgain(
  named: readonly { box: IdentityBox; individualId: number }[],
  sides: SidesTreatment,
): boolean {
  const byAnimal = Map.groupBy(named, ({ individualId }) => individualId);
  return [...byAnimal.values()].some((own) =>
    own.some(({ box }) => own.some(({ box: other }) => comparable(box, other, sides))),
  );
}

/** What stops a training, in sentences that say the way out; none if it can begin. */
export function embedderObstacles(
  boxes: readonly IdentityBox[],
  wishes: UsableChoices & Pick<SplitChoices, 'sides'>,
  set: EmbedderSet,
): string[] {
  const usable = usableBoxes(boxes, wishes);
  if (usable.length === 0)
    return [
      'No box of this class is identified. Say who is on some photos in Identify, or import a table of them.',
    ];
  const encounters = new Map<number, Set<string>>();
  for (const { box, individualId } of usable)
    encounters.set(individualId, (encounters.get(individualId) ?? new Set()).add(box.encounter));
  if (encounters.size < 2)
    return [
      `Only one individual is identified (${usable[0]?.box.code ?? ''}): a network learns to tell animals apart, so it needs at least two. Identify another.`,
    ];
  if (usable.length === encounters.size)
    return [
      `Each of the ${encounters.size} identified animals has one photo, so nothing says what stays the same about an animal from photo to photo. Identify more photos of some of them.`,
    ];
  if ([...encounters.values()].every((seen) => seen.size === 1))
    return [
      'No animal was identified in two encounters, so nothing could be judged fairly: photos of one encounter look alike. Identify animals that were seen again, or put the photos into the encounters they belong to.',
    ];
  if (!isAnyoneSeenAgain(usable, wishes.sides))
    return [
      'No animal was identified from one side in two encounters, and its two sides are not compared. Identify animals that were seen again from the same side, or let right sides be mirrored to left ones, if the outline of the fin is the mark.',
    ];
  if (!set.queries.some(({ known }) => known))
    return [
      'With these shares no animal that is learned would be asked for in validation. Identify more photos of animals that were seen again, or change the share kept for validation.',
    ];
  if (new Set(set.learned.map(({ label }) => label)).size < 2)
    return [
      'Only one animal would be learned with these shares. Identify another, or keep fewer out.',
    ];
  return [];
}

/** Animals that a warning names before it only counts the others. */
const NAMED = 6;

/** Animals by code, with the side where another side is another class. */
function namesOf(boxes: readonly LearnedBox[], learned: readonly LearnedBox[]): string {
  const labels = new Map<number, Set<number>>();
  const codes = new Map<number, string>();
  for (const { individualId, label, box } of learned) {
    labels.set(individualId, (labels.get(individualId) ?? new Set()).add(label));
    // A box that only a network named has no code of its own.
    if (box.code !== null) codes.set(individualId, box.code);
  }
  const names = boxes.map(({ individualId, box }) => {
    const code = codes.get(individualId) ?? `animal ${individualId}`;
    return (labels.get(individualId)?.size ?? 0) > 1 ? `${code} (${box.side})` : code;
  });
  const shown = names.slice(0, NAMED).join(', ');
  return names.length <= NAMED ? shown : `${shown} and ${names.length - NAMED} more`;
}

/** What is worth reading before a training begins. */
export function embedderWarnings({ learned, classSizes, queries, leftOut }: EmbedderSet): string[] {
  const warnings: string[] = [];
  const single = learned.filter(({ label }) => classSizes[label] === 1);
  if (single.length > 0)
    warnings.push(
      `One photo to learn from: ${namesOf(single, learned)}. The network learns that such an animal differs from others, not what stays the same about it; name another photo of each, if there is one.`,
    );
  const known = queries.filter((query) => query.known).length;
  if (known > 0 && known < 30)
    warnings.push(
      `Only ${known} ${known === 1 ? 'photo' : 'photos'} of known animals ${known === 1 ? 'is' : 'are'} kept to judge by, so the figures will be rough.`,
    );
  if (queries.length > 0 && known === queries.length)
    warnings.push('No new animal is among the photos to judge by, so "new" cannot be judged.');
  for (const { reason, boxes } of leftOut)
    warnings.push(
      `${boxes} of ${boxes + learned.length + queries.length} boxes are left out: ${reason}.`,
    );
  return warnings;
}
