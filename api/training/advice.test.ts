import { expect, it } from 'vitest';
import { advise } from './advice.ts';

const standing = { labels: 500, newLabels: 0, individuals: 40, withoutVector: 0 };
const trained = { name: 'Embedder 5', origin: 'trained' } as const;

it('nothing is advised while nothing would help', () => {
  expect(advise(standing, trained)).toEqual({ worth: null, advice: null });
  expect(advise({ ...standing, labels: 12 }, null)).toEqual({ worth: null, advice: null });
});

it('boxes that the network has not seen come before a training', () => {
  expect(advise({ ...standing, newLabels: 400, withoutVector: 1200 }, trained)).toEqual({
    worth: 'embed',
    advice: 'Embedder 5 has not looked at 1,200 fins yet, so they are neither ranked nor found.',
  });
});

it('a retraining is worth it at a tenth more names, and never for a handful', () => {
  const worth = (labels: number, newLabels: number) =>
    advise({ ...standing, labels, newLabels }, trained).worth;
  expect([worth(544, 44), worth(550, 50)]).toEqual([null, 'train']);
  expect([worth(59, 19), worth(60, 20)]).toEqual([null, 'train']);
  expect(advise({ ...standing, labels: 560, newLabels: 60 }, trained).advice).toBe(
    '60 fins were named since Embedder 5 was trained (it saw 500): a retraining is worth it.',
  );
});

it('a network that learned from none of these animals, or no network, asks for a first training', () => {
  const starter = { name: 'Starter', origin: 'starter' } as const;
  expect(advise({ ...standing, newLabels: 0 }, starter).worth).toBe('train');
  expect(advise({ ...standing, labels: 39 }, starter)).toEqual({
    worth: null,
    advice: expect.stringMatching(/none of these animals: .* as a hint/) as string,
  });
  expect(advise(standing, null).worth).toBe('train');
  expect(advise({ ...standing, individuals: 4 }, null).worth).toBeNull();
});
