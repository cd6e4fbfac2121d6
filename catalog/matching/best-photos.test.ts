import { expect, it } from 'vitest';
import { BestPhotos } from './best-photos.ts';
import { seededIntegers } from './bootstrap.ts';
import { rankIndividuals } from './pooling.ts';

const below = seededIntegers(5);
const everyRow = () => true;

it('ranks individuals as pooling by the best photo does', () => {
  for (let round = 0; round < 30; round++) {
    const rows = 1 + below(200);
    const owners = Int32Array.from({ length: rows }, () => below(20) - 2);
    const scores = Float32Array.from({ length: rows }, () => below(50) / 50);
    const mask = Uint8Array.from({ length: rows }, () => Number(below(4) > 0));
    const found = new BestPhotos(owners).nearest(scores, (row) => mask[row] === 1, 7);
    const wanted = rankIndividuals([{ scores }], owners, { mask, limit: 7 });
    expect(found).toEqual(
      wanted.map(({ individual, score, bestRow }) => ({ individual, score, bestRow })),
    );
  }
});

it('finds all individuals, however many photos the nearest ones have', () => {
  const owners = Int32Array.from({ length: 260 }, (_, row) => (row < 240 ? row % 2 : row));
  const best = new BestPhotos(owners).nearest(
    Float32Array.from(owners, (_, row) => 1 - row / 260),
    everyRow,
    10,
  );
  expect(best.map(({ individual }) => individual)).toEqual([
    0, 1, 240, 241, 242, 243, 244, 245, 246, 247,
  ]);
});

it('uses nothing of an earlier query', () => {
  const photos = new BestPhotos(Int32Array.of(1, 2));
  expect(photos.nearest(Float32Array.of(0.9, 0.8), everyRow, 5)).toHaveLength(2);
  expect(photos.nearest(Float32Array.of(0.1, 0.2), (row) => row === 1, 5)).toEqual([
    { individual: 2, score: Math.fround(0.2), bestRow: 1 },
  ]);
});
