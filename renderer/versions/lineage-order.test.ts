import { expect, it } from 'vitest';
import type { Model } from '#terms/models/versions.ts';
import { lineageOrder } from './lineage-order.ts';

const version = (id: number, parentId: number | null): Model => ({
  id,
  kind: 'detector',
  version: id,
  name: `Detector ${id}`,
  architecture: 'yolov5n',
  parentId,
  origin: 'trained',
  state: 'ready',
  chosen: false,
  recipe: {},
  dataSeen: {},
  metrics: {},
  jobId: null,
  createdAt: id,
});
const order = (...models: Model[]) =>
  lineageOrder(models).map(({ model, depth, from }) => [model.version, depth, from]);

it('a line of successors stays straight, however the list was ordered', () => {
  expect(order(version(3, 2), version(1, null), version(2, 1))).toEqual([
    [1, 0, null],
    [2, 0, 1],
    [3, 0, 2],
  ]);
});

it('a second branch of a version is set in above the line that goes on', () => {
  expect(
    order(version(1, null), version(2, 1), version(3, 1), version(4, 3), version(5, 2)),
  ).toEqual([
    [1, 0, null],
    [3, 1, 1],
    [4, 1, 3],
    [2, 0, 1],
    [5, 0, 2],
  ]);
});

it('a version whose parent is not in the list begins a line of its own', () => {
  expect(order(version(7, 2), version(8, 7))).toEqual([
    [7, 0, null],
    [8, 0, 7],
  ]);
});
