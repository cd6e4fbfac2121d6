import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { imageNet } from '#terms/embedder/normalisations.ts';
import { Graph } from '#models/graph/graph.ts';
import { classify, layoutOf, networks } from '../nets/registry.ts';
import { startWeights } from '../nets/start-weights.ts';
import { DeviceError } from './device-error.ts';
import { fastestDevice, openOn, possibleDevices } from './device.ts';
import { inferenceModel } from './export-network.ts';
import { Inference } from './inference.ts';
import { swiftShaderEnvironment } from './fixtures/swiftshader.ts';

function smallB0(): Uint8Array {
  const network = networks.b0;
  const layout = layoutOf(network, 4);
  return inferenceModel({
    layout,
    vectors: startWeights(layout, 1),
    forward: (layers, pictures) => classify(layers, pictures, network, 4, 'timm'),
    card: {
      network: 'efficientnet-b0',
      input: { name: 'pictures', shape: [3, 32, 32], ...imageNet },
      output: { name: 'logits', shape: [4], meaning: 'one logit a class' },
    },
  });
}

describe('a network at work', () => {
  it('gives the same on the device that auto picks as on the CPU', async () => {
    const model = smallB0();
    await using chosen = await Inference.open(model, { device: 'auto' });
    await using cpu = await Inference.open(model);
    const pictures = Float32Array.from({ length: 2 * 3 * 32 * 32 }, (_, at) => Math.sin(at));
    const [ours, theirs] = [await chosen.run(pictures), await cpu.run(pictures)];
    expect(possibleDevices()).toContain(chosen.device);
    expect(ours).toHaveLength(8);
    for (const [at, value] of theirs.entries()) expect(ours[at]).toBeCloseTo(value, 4);
  });

  it('sees in bytes what it sees in planes', async () => {
    const model = smallB0();
    await using plain = await Inference.open(model);
    await using overBytes = await Inference.open(model, { bytes: true });
    const bytes = Uint8Array.from({ length: 2 * 32 * 32 * 3 }, (_, at) => (at * 7) % 256);
    const planes = new Float32Array(bytes.length);
    for (const [at, value] of bytes.entries()) {
      const [pixel, channel] = [Math.floor(at / 3), at % 3];
      const [picture, place] = [Math.floor(pixel / 1024), pixel % 1024];
      planes[(picture * 3 + channel) * 1024 + place] = value / 255;
    }
    expect(overBytes.pictureShape).toEqual([32, 32, 3]);
    const [ours, theirs] = [await overBytes.run(bytes), await plain.run(planes)];
    expect(ours).toHaveLength(8);
    for (const [at, value] of theirs.entries()) expect(ours[at]).toBeCloseTo(value, 5);
  });

  it('refuses half a picture, a model of two inputs and bytes that are no model', async () => {
    await using network = await Inference.open(smallB0());
    await expect(network.run(new Float32Array(100))).rejects.toThrow(
      '100 values are no whole number of pictures [3, 32, 32]',
    );
    const graph = new Graph();
    graph.output('y', graph.node('Add', [graph.input('a', [1]), graph.input('b', [1])], [1]));
    await expect(Inference.open(graph.encode())).rejects.toThrow('got a [1] and b [1]');
    await expect(Inference.open(new Uint8Array())).rejects.toThrow('no graph');
  });
});

describe('the choice of a device', () => {
  it('takes the fastest and passes over those that fail', async () => {
    const times = { cuda: NaN, webgpu: 30, cpu: 20 } as const;
    const { device, measured } = await fastestDevice(['cuda', 'webgpu', 'cpu'], async (each) => {
      if (each === 'cuda') throw new Error('no driver');
      return each === 'webgpu' ? times.webgpu : times.cpu;
    });
    expect(device).toBe('cpu');
    expect(measured[0]).toEqual({ device: 'cuda', outcome: { refused: 'no driver' } });
  });

  it('says every reason when none works', async () => {
    const none = fastestDevice(['webgpu', 'cpu'], async (each) => {
      throw new Error(`${each} is out`);
    });
    await expect(none).rejects.toThrow('webgpu: webgpu is out cpu: cpu is out');
  });

  it('names the device and the way out when a model is refused', async () => {
    await expect(openOn('cpu', new Uint8Array([1, 2, 3]))).rejects.toThrow(DeviceError);
    await expect(openOn('cpu', new Uint8Array([1, 2, 3]))).rejects.toThrow(
      'Choose another network',
    );
  });
});

const software = swiftShaderEnvironment();
describe('WebGPU on a software adapter', () => {
  it.skipIf(software === undefined)(
    'runs EfficientNet-B0 without one node on the CPU (skipped where no Chromium brings SwiftShader)',
    () => {
      // The driver is chosen when a process starts, so the run has one of its own.
      const child = spawnSync(
        process.execPath,
        [new URL('fixtures/webgpu-b0.ts', import.meta.url).pathname],
        {
          env: { ...process.env, ...software },
          input: smallB0(),
          encoding: 'utf8',
          timeout: 120_000,
        },
      );
      expect({ status: child.status, said: child.stderr }).toMatchObject({ status: 0 });
      const { webgpu, cpu } = JSON.parse(child.stdout) as { webgpu: number[]; cpu: number[] };
      expect(webgpu).toHaveLength(4);
      for (const [at, value] of cpu.entries()) expect(webgpu[at]).toBeCloseTo(value, 3);
    },
    130_000,
  );
});
