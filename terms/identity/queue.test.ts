import { expect, it } from 'vitest';
import { isByNetwork, queueOrder } from './queue.ts';

it('two orders of a queue go by the network, and the others need none', () => {
  expect(queueOrder.options.filter(isByNetwork)).toEqual(['surest', 'doubt']);
});
