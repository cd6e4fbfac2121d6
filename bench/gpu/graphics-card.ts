/** Which graphics card this machine has. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';

/**
 * The name of the card, or null where there is none. A driver that draws in software is none: it proves that
 * something runs, and measures nothing.
 */
export function graphicsCard(): string | null {
  if (process.platform !== 'linux') return `the graphics card of this ${process.platform}`;
  const asked = spawnSync('nvidia-smi', ['--query-gpu=name', '--format=csv,noheader'], {
    encoding: 'utf8',
  });
  const [name = ''] = asked.status === 0 ? asked.stdout.trim().split('\n') : [];
  if (name !== '') return name;
  const nodes = existsSync('/dev/dri') ? readdirSync('/dev/dri') : [];
  return nodes.some((node) => node.startsWith('renderD')) ? 'a graphics card' : null;
}
