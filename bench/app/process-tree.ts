import { execFileSync } from 'node:child_process';

interface ProcessMemory {
  pid: number;
  /** Resident memory in MB; pages that processes share count in each. */
  megabytes: number;
}

/** A process and everything that it started, with their memory; by `ps`, so not on Windows. */
export function processTree(root: number): ProcessMemory[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,rss='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([pid = 0, parent = 0, kilobytes = 0]) => ({ pid, parent, megabytes: kilobytes / 1024 }));
  const below = (pid: number): typeof rows =>
    rows.filter(({ parent }) => parent === pid).flatMap((row) => [row, ...below(row.pid)]);
  return [...rows.filter(({ pid }) => pid === root), ...below(root)].map(({ pid, megabytes }) => ({
    pid,
    megabytes,
  }));
}
