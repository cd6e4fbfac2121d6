import type { Reachable } from './request-guard.ts';

const bracketed = (address: string) => (address.includes(':') ? `[${address}]` : address);

/** Where a server that listens on `address` is reached, and the address that is printed. */
export function reachableAt(
  address: string,
  port: number,
  publicly: URL | null,
): Reachable & { printed: string } {
  const names = address === '127.0.0.1' ? ['127.0.0.1', 'localhost'] : [bracketed(address)];
  const own = names.map((name) => `${name}:${port}`);
  if (publicly === null) {
    return {
      hosts: own,
      origins: own.map((host) => `http://${host}`),
      printed: `http://${own[0]}/`,
    };
  }
  // A proxy may pass its own host on or ours.
  return {
    hosts: [...own, publicly.host],
    origins: [publicly.origin],
    printed: `${publicly.origin}/`,
  };
}
