import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import type { LearnedPart } from '#terms/embedder/learned-parts.ts';
import { InferenceSession, Tensor } from '#models/onnx/runtime.ts';
import { cpuProfile } from '#models/ops/probe-nchwc.ts';
import { fillUniform, streamOf } from '../random/counter-random.ts';
import { sessionOptions } from '../session/device.ts';
import { buildTrainStep } from '../session/train-step.ts';
import { viewOf } from '../weights/state-layout.ts';
import { embedderPlan } from './embedder.ts';
import { drawnPictures } from './fixtures/drawn-network.ts';
import { drawnMiewId, miewId, miewIdName } from './fixtures/miewid-network.ts';

interface Step {
  learns: LearnedPart;
  loss: number;
  /** Of each trained tensor, by its name in the file: length, and product with numbers drawn for it. */
  gradients: Record<string, [length: number, product: number]>;
}
const { steps } = JSON.parse(
  await readFile(new URL('fixtures/miewid.json', import.meta.url), 'utf8'),
) as { steps: Step[] };

it.each(steps)(
  "the gradient of a step that learns $learns is PyTorch's",
  async ({ learns, loss, gradients }) => {
    const { plan, batchOf } = embedderPlan({
      ...miewId,
      size: { width: 72, height: 96 },
      batch: 4,
      classes: 5,
      head: 'arcface',
      margin: 0.3,
      scale: 20,
      dropPath: 0,
      learns,
    });
    const profile = await cpuProfile();
    const step = buildTrainStep({ ...plan, profile, withGradient: true });
    const { parameters, statistics } = drawnMiewId(step.layout);
    const session = await InferenceSession.create(step.model, sessionOptions('cpu'));
    const vector = (values: Float32Array) => new Tensor('float32', values, [values.length]);
    const feeds: Record<string, Tensor> = {};
    for (const name of session.inputNames) feeds[name] = new Tensor('float32', [1], []);
    for (const name of step.state) feeds[name] = vector(new Float32Array(parameters.length));
    for (const [name, { values, shape }] of Object.entries(
      batchOf(drawnPictures(4, 96, 72), [0, 1, 2, 4]),
    ))
      feeds[name] = new Tensor('float32', values, shape);
    Object.assign(feeds, { parameters: vector(parameters), statistics: vector(statistics) });
    const results = await session.run(feeds, ['loss', 'gradient']);
    await session.release();
    expect(Number(results['loss']?.data[0])).toBeCloseTo(loss, 3);
    const gradient = results['gradient']?.data as Float32Array;
    let [apart, whole] = [0, 0];
    for (const slot of step.layout.parameters) {
      const due = gradients[miewIdName(slot.name)];
      const ours = viewOf(gradient, slot);
      const length = Math.sqrt(ours.reduce((sum, g) => sum + g * g, 0));
      if (slot.name === 'arcface.weight') continue;
      if (due === undefined) {
        expect([slot.name, length]).toEqual([slot.name, 0]);
        continue;
      }
      const probe = new Float32Array(ours.length);
      fillUniform(probe, streamOf(1, `probe ${miewIdName(slot.name)}`), 1);
      const product = ours.reduce((sum, g, at) => sum + g * (probe[at] ?? 0), 0);
      apart += (length - due[0]) ** 2 + (product - due[1]) ** 2;
      whole += due[0] ** 2 + due[1] ** 2;
    }
    expect(Math.sqrt(apart / whole)).toBeLessThan(1e-3);
  },
  300_000,
);
