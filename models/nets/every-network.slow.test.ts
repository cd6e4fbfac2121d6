import { describe, expect, it } from 'vitest';
import { everyNetwork, exportAgainstTraining, trainingPass } from './fixtures/every-network.ts';

describe.each(everyNetwork)('$name', (network) => {
  it('exported gives what the training graph gives in evaluation', async () => {
    const { apart, largest } = await exportAgainstTraining(network);
    expect(largest).toBeGreaterThan(1e-3);
    expect(apart).toBeLessThan(1e-4);
  });

  it('sends a gradient of finite numbers to every one of its tensors', async () => {
    const { loss, lengths } = await trainingPass(network);
    expect(loss).toBeGreaterThan(0);
    const dead = [...lengths].filter(([, length]) => !(length > 0 && Number.isFinite(length)));
    expect(dead).toEqual([]);
  });
});
