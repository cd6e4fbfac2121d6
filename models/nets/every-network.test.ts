import { describe, expect, it } from 'vitest';
import { standardProfile } from '#models/autodiff/primitive.ts';
import { everyNetwork, exportAgainstTraining, trainingPass } from './fixtures/every-network.ts';

/** Those that build and run within a few seconds; the others' turn is every-network.slow.test.ts. */
const quick = everyNetwork.filter(({ name }) =>
  /-b0$|^(efficientnet-v2-s|yolov5-n|lite0-pyramid)$/.test(name),
);

describe.each(quick)('$name', (network) => {
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

it('the export equals the standard lowerings too', async () => {
  const [smallest] = quick;
  if (!smallest) throw new Error('no network is registered');
  expect((await exportAgainstTraining(smallest, standardProfile)).apart).toBeLessThan(1e-4);
});
