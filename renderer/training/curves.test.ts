import { expect, it } from 'vitest';
import { chartsOf } from './curves.ts';

const lines = (charts: ReturnType<typeof chartsOf>) =>
  charts.map(({ title, lines: own }) => [title, own.map(({ label }) => label)]);

it('the loss stands first among its parts, and what validation found in a chart of its own', () => {
  const charts = chartsOf(
    [
      { step: 1, series: { 'box loss': 1, loss: 3, 'class loss': 2, 'learning rate': 0.1 } },
      { step: 2, series: { 'box loss': 1, loss: 2, 'class loss': 1, 'gradient norm': 4 } },
      { step: 2, series: { 'validation mAP@.5': 0.4 } },
    ],
    'detector',
  );
  expect(lines(charts)).toEqual([
    ['Loss', ['loss', 'box loss', 'class loss']],
    ['On photos kept for judging', ['mAP@.5']],
  ]);
  expect(charts[0]?.x).toEqual([1, 2]);
});

it('a loss of one part is one curve', () => {
  expect(lines(chartsOf([{ step: 1, series: { loss: 3, individuals: 3 } }], 'embedder'))).toEqual([
    ['Loss', ['loss']],
  ]);
});

it('before the first points there is nothing to draw', () => {
  expect(chartsOf([], 'detector')).toEqual([]);
});
