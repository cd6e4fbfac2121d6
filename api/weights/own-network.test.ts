import { expect, it } from 'vitest';
import { isInOwnNetwork, isOwnAddress } from './own-network.ts';

it('knows addresses of this machine and of its own network, however they are written', () => {
  for (const address of [
    '127.0.0.1',
    '10.1.2.3',
    '192.168.0.7',
    '172.31.255.1',
    '169.254.169.254',
    '::1',
    'fd00::1',
    'fe80::1',
    '::ffff:127.0.0.1',
  ])
    expect([address, isOwnAddress(address)]).toEqual([address, true]);
  for (const address of ['1.1.1.1', '172.32.0.1', '2606:4700::1111'])
    expect([address, isOwnAddress(address)]).toEqual([address, false]);
});

it('looks a name up', async () => {
  expect(await isInOwnNetwork('localhost')).toBe(true);
  expect(await isInOwnNetwork('[::1]')).toBe(true);
});
