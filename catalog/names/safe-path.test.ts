import { describe, expect, it } from 'vitest';
import { safeFileName, shortened } from './safe-path.ts';

describe('a name of a file', () => {
  it('is cut by its bytes and keeps its ending', () => {
    const name = safeFileName(`${'鯨'.repeat(100)}.csv`);
    expect(name).toBe(`${'鯨'.repeat(58)}.csv`);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(180);
  });

  it('is not cut in the middle of a letter', () => {
    const family = '👩‍👧‍👦';
    expect(shortened(family.repeat(3), 2 * Buffer.byteLength(family) + 3)).toBe(family.repeat(2));
  });

  it('that fits stays as it is', () => {
    expect(safeFileName('Moray boxes.csv')).toBe('Moray boxes.csv');
  });
});
