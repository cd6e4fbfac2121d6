import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeModel } from './decode.ts';
import { encodeModel } from './encode.ts';
import type { OnnxModel } from './model.ts';
import { OnnxFormatError } from './wire.ts';

const model: OnnxModel = {
  irVersion: 10,
  producer: 'resight',
  opsets: { '': 21, 'com.microsoft': 1 },
  metadata: { net: 'b0', größe: '224' },
  graph: {
    name: 'g',
    nodes: [
      {
        name: 'n0',
        opType: 'QuickGelu',
        domain: 'com.microsoft',
        inputs: ['x', ''],
        outputs: ['y'],
        attributes: {
          alpha: { kind: 'float', value: 0.5 },
          zero: { kind: 'int', value: 0 },
          minus: { kind: 'ints', value: [-1, 2 ** 40] },
          none: { kind: 'ints', value: [] },
          some: { kind: 'floats', value: [0.25, -2] },
          word: { kind: 'string', value: '' },
          table: {
            kind: 'tensor',
            value: { name: 't', dataType: 'int64', shape: [1], bytes: new Uint8Array(8) },
          },
        },
      },
    ],
    initializers: [
      {
        name: 'w',
        dataType: 'float32',
        shape: [2],
        bytes: Uint8Array.from({ length: 8 }, (_, i) => i),
      },
    ],
    inputs: [{ name: 'x', dataType: 'float32', shape: [2, 'n'] }],
    outputs: [{ name: 'y', dataType: 'float32', shape: [] }],
  },
};
const bytes = encodeModel(model);

test('a model that was written reads back the same', () => {
  expect(decodeModel(bytes)).toEqual(model);
});

test('a model cut off or damaged anywhere reads or is refused by name, and never throws anything else', () => {
  const refusedOrRead = (damaged: Uint8Array) => {
    try {
      decodeModel(damaged);
    } catch (error) {
      expect(error).toBeInstanceOf(OnnxFormatError);
    }
  };
  for (let end = 0; end < bytes.length; end++) refusedOrRead(bytes.slice(0, end));
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, value) => {
      const damaged = bytes.slice();
      damaged[at] = value;
      refusedOrRead(damaged);
    }),
  );
});

test('an op the caller does not support is refused by its name', () => {
  expect(() => decodeModel(bytes, new Set(['Conv']))).toThrow(/'n0' is a com.microsoft:QuickGelu/);
});

test('an empty file is refused', () => {
  expect(() => decodeModel(new Uint8Array())).toThrow(/no graph/);
});
