import { expect, it } from 'vitest';
import { validationSample } from './validation-sample.ts';

const photo = (boxId: number, individualId: number) => ({ box: { boxId }, individualId }) as never;
const set = {
  queries: Array.from({ length: 50 }, (_, at) => photo(1000 + at, at)),
  gallery: Array.from({ length: 400 }, (_, at) => photo(at, at % 100)),
};

it('a small set is judged whole while it is trained', () => {
  expect(validationSample(set)).toEqual(set);
});

it('of a large one some queries, all photos of their animals, and others while there is room', () => {
  const { queries, gallery } = validationSample(set, { queries: 10, gallery: 100 });
  expect(queries).toHaveLength(10);
  expect(gallery).toHaveLength(100);
  for (const { individualId } of queries as { individualId: number }[])
    expect(
      (gallery as { individualId: number }[]).filter((one) => one.individualId === individualId),
    ).toHaveLength(4);
  // Strangers among the gallery, or finding an animal would be too easy.
  const asked = new Set((queries as { individualId: number }[]).map((one) => one.individualId));
  const strangers = (gallery as { individualId: number }[]).filter(
    ({ individualId }) => !asked.has(individualId),
  );
  expect(strangers).toHaveLength(60);
});
