import { describe, expect, it } from 'vitest';
import { agreementOf } from './agreement.ts';

const pairs = (counts: [first: string, second: string, times: number][]) =>
  counts.flatMap(([first, second, times]) =>
    Array.from({ length: times }, () => ({ first, second })),
  );

describe('agreement of two reviewers', () => {
  it('is the kappa that is worked by hand', () => {
    // 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: po .7, pe .5·.6 + .5·.4 = .5, kappa .4.
    const { n, agreed, share, kappa } = agreementOf(
      pairs([
        ['yes', 'yes', 20],
        ['yes', 'no', 5],
        ['no', 'yes', 10],
        ['no', 'no', 15],
      ]),
    );
    expect({ n, agreed }).toEqual({ n: 50, agreed: 35 });
    expect(share).toBeCloseTo(0.7, 12);
    expect(kappa).toBeCloseTo(0.4, 12);
  });

  it('is below zero where they agree less than by chance', () => {
    const { kappa } = agreementOf(
      pairs([
        ['a', 'b', 1],
        ['b', 'a', 1],
      ]),
    );
    expect(kappa).toBe(-1);
  });

  it('says nothing where there is nothing to tell from', () => {
    expect(agreementOf([])).toEqual({ n: 0, agreed: 0, share: null, kappa: null });
    expect(agreementOf(pairs([['a', 'a', 4]]))).toMatchObject({ share: 1, kappa: null });
  });
});
