import { describe, expect, it } from 'vitest';
import { efficientNets } from './presets.ts';
import { toTorchvision } from './torchvision-names.ts';

const kindsOf = (name: 'b0' | 'v2-s') => efficientNets[name].stages.map(({ kind }) => kind);

describe('names of timm and torchvision', () => {
  it.each([
    ['b0', 'conv_stem.weight', 'features.0.0.weight'],
    ['b0', 'bn1.running_mean', 'features.0.1.running_mean'],
    ['b0', 'blocks.0.0.conv_dw.weight', 'features.1.0.block.0.0.weight'],
    ['b0', 'blocks.0.0.se.conv_reduce.bias', 'features.1.0.block.1.fc1.bias'],
    ['b0', 'blocks.0.0.bn2.weight', 'features.1.0.block.2.1.weight'],
    ['b0', 'blocks.5.3.conv_pwl.weight', 'features.6.3.block.3.0.weight'],
    ['b0', 'blocks.6.0.se.conv_expand.weight', 'features.7.0.block.2.fc2.weight'],
    ['b0', 'bn2.bias', 'features.8.1.bias'],
    ['b0', 'classifier.weight', 'classifier.1.weight'],
    ['v2-s', 'blocks.0.1.conv.weight', 'features.1.1.block.0.0.weight'],
    ['v2-s', 'blocks.1.0.conv_exp.weight', 'features.2.0.block.0.0.weight'],
    ['v2-s', 'blocks.2.3.bn2.running_var', 'features.3.3.block.1.1.running_var'],
    ['v2-s', 'conv_head.weight', 'features.7.0.weight'],
  ] as const)('%s: %s is %s', (network, timm, torchvision) => {
    expect(toTorchvision(timm, kindsOf(network))).toBe(torchvision);
  });

  it('gives no name to what is no part of the network', () => {
    expect(toTorchvision('blocks.0.0.conv_exp.weight', kindsOf('b0'))).toBeUndefined();
    expect(toTorchvision('blocks.9.0.conv_pw.weight', kindsOf('b0'))).toBeUndefined();
  });
});
