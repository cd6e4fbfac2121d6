import { describe, expect, it } from 'vitest';
import type { IdentityBox } from '../queries/identity-boxes.ts';
import { madeBox } from './made-box.fixture.ts';
import { embedderObstacles, embedderWarnings } from './embedder-obstacles.ts';
import {
  comparable,
  embedderSet,
  splitFor,
  splitHash,
  withPseudoLabels,
  type EmbedderSplit,
} from './embedder-set.ts';

const wishes = {
  classId: 1,
  orClassIds: [],
  minQuality: null,
  minJudged: null,
  sides: 'apart' as const,
  newShare: 0.2,
  validationShare: 0.25,
  seed: 0,
};

const boxOf = (boxId: number, change: Partial<IdentityBox> = {}): IdentityBox =>
  madeBox(boxId, {
    encounter: `encounter ${boxId % 5}`,
    individualId: 1 + (boxId % 4),
    ...change,
  });

const split = (change: Partial<EmbedderSplit>): EmbedderSplit => ({
  train: [],
  validation: [],
  heldOut: [],
  pseudo: [],
  ...change,
});
const named = (...boxes: IdentityBox[]) =>
  boxes.map(({ boxId, individualId }) => ({ boxId, individualId: individualId ?? 0 }));

describe('what an embedder learns', () => {
  it('is of the class and quality asked for; an ungraded photo is not held against itself', () => {
    const boxes = [
      boxOf(1),
      boxOf(2, { quality: 1 }),
      boxOf(3, { classId: 2 }),
      boxOf(4, { quality: 3 }),
    ];
    const { train, validation } = splitFor(boxes, { ...wishes, minQuality: 2 });
    expect(
      [...train, ...validation].map(({ boxId }) => boxId).every((id) => id === 1 || id === 4),
    ).toBe(true);
  });

  it('may learn from photos that are too poor to judge by', () => {
    const boxes = Array.from({ length: 24 }, (_, at) =>
      boxOf(at + 1, {
        quality: 1 + (Math.floor(at / 4) % 3),
        individualId: 1 + (at % 4),
        encounter: `${at % 6}`,
      }),
    );
    const gradeOf = new Map(boxes.map(({ boxId, quality }) => [boxId, quality ?? 0]));
    const wished = { ...wishes, validationShare: 0.4 };
    const gradesOf = (ids: { boxId: number }[]) => ids.map(({ boxId }) => gradeOf.get(boxId) ?? 0);
    const { train, validation } = splitFor(boxes, { ...wished, minJudged: 2 });
    expect(Math.min(...gradesOf(validation))).toBe(2);
    expect(Math.min(...gradesOf(train))).toBe(1);
    expect(Math.min(...gradesOf(splitFor(boxes, wished).validation))).toBe(1);
  });

  it("has an animal's two sides as two classes where they are kept apart, as one elsewhere", () => {
    const boxes = [boxOf(4), boxOf(8, { side: 'right' }), boxOf(12)];
    const own = split({ train: named(...boxes) });
    expect(embedderSet(boxes, own, 'apart').classSizes).toEqual([2, 1]);
    expect(embedderSet(boxes, own, 'mirrored').classSizes).toEqual([3]);
  });

  it('leaves out boxes of unknown side only where sides are apart and the animal has known ones', () => {
    const boxes = [boxOf(4), boxOf(8, { side: 'unknown' }), boxOf(5, { side: 'unknown' })];
    const own = split({ train: named(...boxes) });
    const apart = embedderSet(boxes, own, 'apart');
    expect(apart.learned.map(({ boxId }) => boxId)).toEqual([4, 5]);
    expect(apart.leftOut).toEqual([
      { reason: 'of unknown side, of an animal whose sides are known', boxes: 1 },
    ]);
    expect(embedderWarnings(apart).join(' ')).toContain('of unknown side');
    expect(embedderSet(boxes, own, 'together').learned).toHaveLength(3);
  });

  it('keeps the classes of a training that began when a box is gone', () => {
    const boxes = [boxOf(4), boxOf(5), boxOf(6)];
    const own = split({ train: named(...boxes) });
    const { classes } = embedderSet(boxes, own, 'together');
    const later = embedderSet(boxes.slice(1), { ...own, classes }, 'together');
    expect(later.classSizes).toEqual([0, 1, 1]);
    expect(later.learned.map(({ label }) => label)).toEqual([1, 2]);
  });
});

describe('what it is judged by', () => {
  it('leaves out a query whose animal is known from its other side only, and calls it neither', () => {
    const known = boxOf(4, { encounter: 'a' });
    const other = boxOf(8, { side: 'right', encounter: 'b' });
    const fresh = boxOf(5, { encounter: 'b' });
    const own = split({ train: named(known), validation: named(other, fresh), heldOut: [2] });
    const apart = embedderSet([known, other, fresh], own, 'apart');
    expect(apart.queries).toMatchObject([{ box: { boxId: 5 }, known: false }]);
    expect(apart.leftOut[0]?.reason).toContain('other side only');
    expect(embedderSet([known, other, fresh], own, 'mirrored').queries).toMatchObject([
      { known: true },
      { known: false },
    ]);
  });

  it('never compares photos of one encounter, nor, apart, of two sides', () => {
    const box = { side: 'left', encounter: 'a' } as const;
    expect(comparable(box, { side: 'left', encounter: 'a' }, 'together')).toBe(false);
    expect(comparable(box, { side: 'right', encounter: 'b' }, 'apart')).toBe(false);
    expect(comparable(box, { side: 'unknown', encounter: 'b' }, 'apart')).toBe(true);
    expect(comparable(box, { side: 'right', encounter: 'b' }, 'mirrored')).toBe(true);
  });
});

describe('pseudo-labels', () => {
  it('take no class from an animal whose photos people named without a side', () => {
    const boxes = [
      boxOf(1, { side: 'unknown', individualId: 1 }),
      boxOf(2, { side: 'unknown', individualId: 1 }),
      boxOf(20, { side: 'left', individualId: null, judged: false }),
    ];
    const own = split({ train: named(...boxes.slice(0, 2)) });
    const more = { ...own, pseudo: [{ boxId: 20, individualId: 1 }] };
    const { learned } = embedderSet(boxes, more, 'apart');
    expect(learned.map(({ boxId }) => boxId)).toEqual([1, 2]);
  });

  const learned = boxOf(4, { encounter: 'a' });
  const judging = boxOf(8, { encounter: 'b' });
  const own = split({ train: named(learned), validation: named(judging), heldOut: [3] });
  const unknown = { individualId: null, judged: false };

  it('are learned from, and never stand where the network is judged', () => {
    const boxes = [
      learned,
      judging,
      boxOf(20, { ...unknown, encounter: 'c' }),
      // Of an encounter that is judged by; of an animal that is held out; named by a person since.
      boxOf(21, { ...unknown, encounter: 'b' }),
      boxOf(22, { ...unknown, encounter: 'c' }),
      boxOf(23, { encounter: 'c' }),
    ];
    const labels = [20, 21, 23].map((boxId) => ({ boxId, individualId: 1 }));
    const more = withPseudoLabels(own, boxes, [...labels, { boxId: 22, individualId: 3 }]);
    expect(more.pseudo).toEqual([{ boxId: 20, individualId: 1 }]);
    const set = embedderSet(boxes, more, 'together');
    expect(set.learned.map(({ boxId }) => boxId)).toEqual([4, 20]);
    // A box that a network named is nothing to be compared with; one that is judged is, for others.
    expect(set.gallery.map(({ box }) => box.boxId)).toEqual([4, 8]);
    expect(set.queries.map(({ box }) => box.boxId)).toEqual([8]);
  });

  it('leave the split the same, so that a round can be compared with what was before it', () => {
    const more = { ...own, pseudo: [{ boxId: 20, individualId: 1 }] };
    expect(splitHash(more)).toBe(splitHash(own));
    expect(splitHash({ ...own, validation: [] })).not.toBe(splitHash(own));
  });
});

it('says whom it has one photo of, with the side where sides are apart, and counts the rest', () => {
  const boxes = [
    boxOf(1, { individualId: 1, code: 'Kesslet', side: 'left' }),
    boxOf(2, { individualId: 1, code: 'Kesslet', side: 'right' }),
    boxOf(3, { individualId: 1, code: 'Kesslet', side: 'right' }),
    ...[4, 5].map((boxId) => boxOf(boxId, { individualId: 2, code: 'Mischief' })),
    ...[11, 12, 13, 14, 15, 16, 17].map((boxId) =>
      boxOf(boxId, { individualId: boxId, code: `A${boxId}` }),
    ),
  ];
  const warnings = embedderWarnings(
    embedderSet(boxes, split({ train: named(...boxes) }), 'apart'),
  ).join('\n');
  expect(warnings).toMatch(/^One photo to learn from: Kesslet \(left\), A11, .*A15 and 2 more\. /);
  expect(warnings).not.toContain('Mischief');
});

it('says that each animal was seen again from its other side only, where sides are apart', () => {
  const boxes = [1, 2, 3].flatMap((individualId) =>
    (['left', 'right'] as const).map((side, nth) =>
      boxOf(2 * individualId + nth, { individualId, side, encounter: `day ${nth}` }),
    ),
  );
  const obstacles = (sides: 'apart' | 'mirrored') =>
    embedderObstacles(
      boxes,
      { ...wishes, sides },
      embedderSet(boxes, splitFor(boxes, { ...wishes, sides }), sides),
    ).join(' ');
  expect(obstacles('apart')).toMatch(/from one side in two encounters/);
  expect(obstacles('mirrored')).not.toMatch(/from one side/);
});
