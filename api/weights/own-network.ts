/** Addresses that only this machine or its own network reaches. */
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

const own = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  own.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  own.addSubnet(net, prefix, 'ipv6');

/** IPv4 addresses in the clothes of IPv6 are looked at as what they are. */
export const isOwnAddress = (address: string): boolean =>
  own.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Whether any address of a host is one of those. A name that nobody knows is not: fetching from it says so. */
export async function isInOwnNetwork(host: string): Promise<boolean> {
  const bare = host.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0) return isOwnAddress(bare);
  try {
    return (await lookup(bare, { all: true })).some(({ address }) => isOwnAddress(address));
  } catch {
    return false;
  }
}
