import { expect, it } from 'vitest';
import { nextCode } from './next-code.ts';

const none = () => false;

it.each([
  [[], '001'],
  [['TT001', 'TT002'], 'TT003'],
  [['TT001', 'TT099'], 'TT100'],
  [['#9'], '#10'],
  [['#042', '#117'], '#118'],
  [['Kesslet', 'Spirtle'], '001'],
  [['DM001', 'DM002', 'calf of 2'], 'DM003'],
  [['TT-2', '17b', '18b'], '19b'],
  [['A1', 'B7'], 'B8'],
])('after %j comes %s', (codes, next) => {
  expect(nextCode(codes, none)).toBe(next);
});

it('passes over a code that is taken by an alias or a merged animal', () => {
  const taken = new Set(['TT003', 'TT004']);
  expect(nextCode(['TT001', 'TT002'], (code) => taken.has(code))).toBe('TT005');
});
