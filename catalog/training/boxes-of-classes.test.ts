import { expect, it } from 'vitest';
import { boxesOfClasses } from './boxes-of-classes.ts';
import { madeBox } from './made-box.fixture.ts';

const [fin, body] = [1, 2];
const whole = { x: 0.1, y: 0.1, w: 0.8, h: 0.8 };
const part = { x: 0.4, y: 0.2, w: 0.1, h: 0.1 };
const of = (boxId: number, classId: number, photoId: number, individualId: number | null = 1) =>
  madeBox(boxId, { classId, photoId, individualId, ...(classId === body ? whole : part) });
const ids = (boxes: ReturnType<typeof boxesOfClasses>) => boxes.map(({ boxId }) => boxId);

it('an animal is seen by its fin, or by its body where it has no fin', () => {
  const boxes = [of(1, fin, 1), of(2, body, 1), of(3, body, 2), of(4, 3, 2)];
  expect(ids(boxesOfClasses(boxes, { classId: fin, orClassIds: [body] }))).toEqual([1, 3]);
  expect(ids(boxesOfClasses(boxes, { classId: body, orClassIds: [fin] }))).toEqual([1, 2, 3]);
  expect(ids(boxesOfClasses(boxes, { classId: fin }))).toEqual([1]);
  expect(ids(boxesOfClasses(boxes, { classId: null }))).toEqual([1, 2, 3, 4]);
});

it('a body is seen beside the fin of another animal, and where only the body has a name', () => {
  const classes = { classId: fin, orClassIds: [body] };
  const beside = madeBox(5, { classId: body, photoId: 1, x: 0.6, y: 0.6, w: 0.3, h: 0.3 });
  expect(ids(boxesOfClasses([of(1, fin, 1), beside], classes))).toEqual([1, 5]);
  expect(ids(boxesOfClasses([of(1, fin, 1, null), of(2, body, 1, 7)], classes))).toEqual([1, 2]);
  expect(ids(boxesOfClasses([of(1, fin, 1, null), of(2, body, 1, null)], classes))).toEqual([1]);
  expect(ids(boxesOfClasses([of(1, fin, 1, 7), of(2, body, 1, null)], classes))).toEqual([1]);
});
