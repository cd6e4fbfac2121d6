import { spawnSync } from 'node:child_process';

/** Why a check that needs rights over mounts and networks cannot run here; null where it can. */
export function whyNoNamespaces(): string | null {
  if (process.platform !== 'linux') return 'needs Linux';
  if (process.getuid?.() !== 0) return 'needs root';
  const { status } = spawnSync('unshare', ['--net', '--mount', 'ip', 'link', 'show', 'lo']);
  return status === 0 ? null : 'unshare or ip is missing or not allowed here';
}

/** The end of a test's name: what did not run says so. */
export const unless = (reason: string | null): string =>
  reason === null ? '' : ` (DID NOT RUN: ${reason})`;

/** Why a disk that is a file cannot be mounted here; null where it can. */
export function whyNoLoop(): string | null {
  const before = whyNoMounts();
  if (before !== null) return before;
  const { status } = spawnSync('losetup', ['-f']);
  const { error } = spawnSync('mkfs.ext4', ['-V']);
  return status === 0 && error === undefined ? null : 'no loop device or no mkfs.ext4 here';
}

/** Why nothing can be mounted here; null where it can. */
export function whyNoMounts(): string | null {
  if (process.platform !== 'linux') return 'needs Linux';
  if (process.getuid?.() !== 0) return 'needs root';
  const { status } = spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']);
  return status === 0 ? null : 'mounts are not allowed here';
}
