/** What lists, queues, badges and exports show: asked of the catalogue, and worked out of the plain lists. */
import type { Catalogue } from '../../catalogue.ts';
import { identifyQueue, secondReviewQueue } from '../../queries/identify-queue.ts';
import { mergedInto } from '../../queries/merged-into.ts';
import { listIndividuals } from '../../queries/individuals.ts';
import { catalogueOverview } from '../../queries/overview.ts';
import { disagreements, reviewAgreement } from '../../queries/second-review.ts';
import { sightedBoxes } from '../../sightings/sighted-box.ts';
import { boxIds, reviewerIds } from './made-world.fixture.ts';
import type { PlainCatalogue } from './plain-catalogue.fixture.ts';

export interface Seen {
  /** Verdict and code of every fin that has one. */
  shown: Record<number, string>;
  /** Photos of each animal in the list. */
  list: Record<string, number>;
  /** Boxes that are fins, which is what matching knows. */
  fins: number[];
  waiting: number[];
  /** By reviewer. */
  toReview: Record<number, number[]>;
  disputes: Record<number, string>;
  reviewed: { n: number; agreed: number; toSettle: number; settled: number };
  badges: { open: number; identified: number; individuals: number };
  exported: Record<number, string>;
}

const word = (verdict: string, code: string | null) => `${verdict} ${code ?? ''}`.trim();
const ascending = (a: number, b: number) => a - b;

export function seenReally(catalogue: Catalogue): Seen {
  const rows = catalogue.all<{ box: number; verdict: string; code: string | null }>(
    `WITH RECURSIVE ${mergedInto} SELECT w.box_id AS box, w.verdict, i.code FROM box_identity w
     LEFT JOIN merged m ON m.id = w.individual_id LEFT JOIN individuals i ON i.id = m.into_id`,
  );
  const toReview = reviewerIds.map((id) => {
    const { rows: fins } = secondReviewQueue(catalogue, id, { words: 'all' }, 'encounter', 99);
    return [id, fins.map(({ boxId }) => boxId).sort(ascending)] as const;
  });
  const { n, agreed, toSettle, settled } = reviewAgreement(catalogue);
  const { openBoxes, identifiedBoxes, individuals } = catalogueOverview(catalogue);
  return {
    shown: Object.fromEntries(rows.map(({ box, verdict, code }) => [box, word(verdict, code)])),
    list: Object.fromEntries(listIndividuals(catalogue).map(({ code, boxes }) => [code, boxes])),
    fins: catalogue
      .all<{ id: number }>(
        `SELECT id FROM boxes WHERE state = 'accepted' AND deleted_at IS NULL ORDER BY id`,
      )
      .map(({ id }) => id),
    waiting: identifyQueue(catalogue, {}, 'encounter', 99)
      .rows.map(({ boxId }) => boxId)
      .sort(ascending),
    toReview: Object.fromEntries(toReview),
    disputes: Object.fromEntries(
      disagreements(catalogue, 99).map(({ boxId, first, second }) => [
        boxId,
        `${word(first.verdict, first.code)} | ${word(second.verdict, second.code)}`,
      ]),
    ),
    reviewed: { n, agreed, toSettle, settled },
    badges: { open: openBoxes, identified: identifiedBoxes, individuals },
    exported: Object.fromEntries(
      [...sightedBoxes(catalogue.db)].map(({ boxId, code }) => [boxId, code]),
    ),
  };
}

export function seenPlainly(model: PlainCatalogue): Seen {
  const there = boxIds.filter((box) => !model.box(box).deleted);
  const accepted = there.filter((box) => model.box(box).accepted);
  const codeOf = (animal: number | null) =>
    animal === null ? null : model.animal(model.heir(animal)).code;
  const isOpen = (box: number) => (model.word(box)?.verdict ?? 'unsure') === 'unsure';
  const pairs = boxIds.flatMap((box) => model.pair(box) ?? []);
  const apart = pairs.filter(({ answers: [first, second] }) => first !== second);
  const listed = model.animals.filter(({ id }) => model.isListed(id));
  return {
    shown: Object.fromEntries(
      boxIds.flatMap((box) => {
        const row = model.word(box);
        return row === undefined ? [] : [[box, word(row.verdict, codeOf(row.animal))]];
      }),
    ),
    list: Object.fromEntries(listed.map(({ id, code }) => [code, model.finsOf(id).length])),
    fins: accepted,
    waiting: accepted.filter(isOpen),
    toReview: Object.fromEntries(
      reviewerIds.map((id) => [id, there.filter((box) => waitsFor(model, box, id))]),
    ),
    disputes: Object.fromEntries(
      apart
        .filter(({ settled }) => !settled)
        .map(({ box, first, second }) => [
          box,
          `${word(first.verdict, codeOf(first.animal))} | ${word(second.verdict, codeOf(second.animal))}`,
        ]),
    ),
    reviewed: {
      n: pairs.length,
      agreed: pairs.length - apart.length,
      toSettle: apart.filter(({ settled }) => !settled).length,
      settled: apart.filter(({ settled }) => settled).length,
    },
    badges: {
      open: accepted.filter(isOpen).length,
      identified: accepted.filter((box) => !isOpen(box)).length,
      individuals: model.animals.filter(
        ({ id, mergedInto: into }) => into === null && !model.isVacant(id),
      ).length,
    },
    exported: Object.fromEntries(
      there.flatMap((box) => {
        const animal = model.shown(box);
        return animal === null ? [] : [[box, codeOf(animal) ?? '']];
      }),
    ),
  };
}

/** Whether a fin waits for this person's second verdict. */
function waitsFor(model: PlainCatalogue, box: number, reviewer: number): boolean {
  const first = model.word(box);
  if (first === undefined || first.verdict === 'unsure' || first.by === reviewer) return false;
  if (first.round !== 'first') return false;
  if (!model.box(box).accepted && first.verdict !== 'not-a-fin') return false;
  return !model.rows.some(
    (row) =>
      row.box === box &&
      row.round === 'second' &&
      row.verdict !== 'unsure' &&
      row.by !== first.by &&
      model.stands(row),
  );
}
