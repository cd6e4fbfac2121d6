import {
  copyFile,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeModel } from '#models/onnx/decode.ts';
import { Inference } from '#models/session/inference.ts';
import { onnxBytes, onnxFacts } from './onnx-network.ts';

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
const due = JSON.parse(await readFile(fixture('torch_networks.json'), 'utf8')) as number[];
const picture = Float32Array.from({ length: 3 * 24 * 32 }, (_, at) => Math.sin(at * 0.37));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'resight-onnx-'));
});
afterAll(() => rm(folder, { recursive: true }));

const opsets = [18, 19, 20, 21, 22, 23].map((opset) => `opset${opset}.onnx`);

describe.each(['external.onnx', 'float_data.onnx', ...opsets])('%s', (name) => {
  it('is taken with its batch of one, and gives what PyTorch gives', async () => {
    const path = fixture(name);
    expect(await onnxFacts(path, null)).toEqual({
      size: { width: 32, height: 24 },
      dimensions: due.length,
    });
    await using network = await Inference.open(await onnxBytes(path));
    const three = await network.run(Float32Array.from([...picture, ...picture, ...picture]));
    expect(three).toHaveLength(3 * due.length);
    for (const [at, value] of three.entries())
      expect(value).toBeCloseTo(due[at % due.length] ?? NaN, 5);
  });
});

it('weights written as single numbers are those written as bytes', async () => {
  const weights = async (name: string) =>
    decodeModel(await onnxBytes(fixture(name))).graph.initializers.map(({ bytes, ...rest }) => ({
      ...rest,
      bytes: [...bytes],
    }));
  expect(await weights('float_data.onnx')).toEqual(await weights('opset18.onnx'));
});

it('a constant may lie in a second file too', async () => {
  await using network = await Inference.open(await onnxBytes(fixture('constants.onnx')));
  const vector = await network.run(new Float32Array(192));
  expect([...vector]).toEqual(Array.from({ length: 192 }, (_, at) => at));
});

describe('a second file', () => {
  const alone = async (name: string) => {
    const path = join(folder, name, 'external.onnx');
    await mkdir(join(folder, name));
    await copyFile(fixture('external.onnx'), path);
    return path;
  };

  it('that is not there is named, with the tensor that misses it', async () => {
    await expect(onnxFacts(await alone('missing'), null)).rejects.toThrow(
      /tensor '.+' has its values in external\.onnx\.data, which is not there/,
    );
  });

  it('that is cut off is named', async () => {
    const path = await alone('short');
    await copyFile(fixture('external.onnx.data'), `${path}.data`);
    await truncate(`${path}.data`, 1000);
    await expect(onnxFacts(path, null)).rejects.toThrow(
      /external\.onnx\.data, which has 1000 bytes where \d+ were due/,
    );
  });

  it('is read from the folder of the model alone, by no path and no link', async () => {
    await expect(onnxFacts(fixture('escaping.onnx'), null)).rejects.toThrow(
      "tensor 'shift' has its values in ../constants.bin, which is not beside the model",
    );
    const path = await alone('linked');
    await writeFile(join(folder, 'secret'), new Uint8Array(10_000));
    await symlink(join(folder, 'secret'), `${path}.data`);
    await expect(onnxFacts(path, null)).rejects.toThrow("leads out of the model's folder");
  });
});

it('a node that the runtime does not have is named', async () => {
  await expect(onnxFacts(fixture('unknown-node.onnx'), null)).rejects.toThrow(
    /unknown-node\.onnx cannot be run: .*head\/FinFinder/s,
  );
});
