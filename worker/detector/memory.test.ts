import { expect, it } from 'vitest';
import { detectorMemory } from '#catalog/training/detector-memory.ts';
import { standardProfile } from '#models/autodiff/primitive.ts';
import { detectorPlan } from '#models/nets/yolov5/plan.ts';
import { defaultAnchors } from '#models/nets/yolov5/presets.ts';
import { bytesOfTraining } from '#models/session/memory-need.ts';
import { buildTrainStep } from '#models/session/train-step.ts';

it.each([
  { size: 'n', input: 320, batch: 16 },
  { size: 'n', input: 640, batch: 8 },
  { size: 's', input: 320, batch: 8 },
  { size: 'm', input: 320, batch: 8 },
] as const)(
  'memory of $size at $input with batch $batch is forecast as the engine counts it',
  (training) => {
    const { plan } = detectorPlan({ ...training, classes: 1, anchors: defaultAnchors });
    const counted = bytesOfTraining(buildTrainStep({ ...plan, profile: standardProfile }));
    const { bytes } = detectorMemory(training, 64e9);
    expect(bytes / counted).toBeGreaterThan(0.9);
    expect(bytes / counted).toBeLessThan(1.15);
  },
);

it('names the batch that would fit where one asked for does not', () => {
  const asked = { size: 's', input: 640, batch: 16 } as const;
  const { bytes, fittingBatch } = detectorMemory(asked, 4e9);
  expect(bytes).toBeGreaterThan(4e9);
  expect(fittingBatch).toBeGreaterThan(0);
  expect(detectorMemory({ ...asked, batch: fittingBatch ?? 0 }, 4e9).fittingBatch).toBeNull();
});
