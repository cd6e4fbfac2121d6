import { describe, expect, it } from 'vitest';
import { grades } from '../grades.ts';
import { sides } from '../sides.ts';
import {
  attributeColumns,
  attributeNames,
  blankAttributes,
  boxFlags,
  boxGrades,
  gradesFrom,
  gradesOf,
  qualityNames,
  qualityOf,
} from './attributes.ts';
import { boxFields } from './boxes.ts';

describe('the table of what is said of a box', () => {
  it('gives no key and no column twice', () => {
    const rows = [...Object.values(boxGrades), ...Object.values(boxFlags)];
    const shortcuts = [...rows, ...Object.values(sides)].map(({ shortcut }) => shortcut);
    expect(new Set(shortcuts).size).toBe(shortcuts.length);
    const columns = Object.values(attributeColumns);
    expect(new Set(columns).size).toBe(columns.length);
  });

  it('counts only grades from 1 to 3 for the quality, as the worst of others would say nothing', () => {
    for (const name of qualityNames) expect(gradesFrom(name)).toEqual(grades);
  });

  it('is everything that a person can say of a box, and a box begins with its blanks', () => {
    expect(boxFields.keyof().options).toEqual(expect.arrayContaining(attributeNames));
    const place = { classId: 1, x: 0, y: 0, w: 1, h: 1, state: 'accepted' };
    expect(boxFields.parse({ ...place, ...blankAttributes })).toMatchObject(blankAttributes);
    for (const name of Object.keys(boxGrades)) {
      const above = { ...blankAttributes, [name]: 100 };
      expect(boxFields.safeParse({ ...place, ...above }).success).toBe(false);
    }
  });
});

it('takes the worst of the quality grades that were given, and no other grade', () => {
  expect(qualityOf(gradesOf(() => null))).toBeNull();
  expect(qualityOf({ angle: 3, exposure: null, focus: 2, visible: null })).toBe(2);
  expect(qualityOf(gradesOf((name) => (name === 'distinctiveness' ? 1 : 3)))).toBe(3);
});
