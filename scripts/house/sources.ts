/** The rooms of the house and the source files in them. */
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The project's folder, with a separator at its end. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Rooms by floor, the ground first: a room imports from its own and from lower floors. What may be imported of
 * those is narrower still, and the linter's (`oxlint.config.ts`).
 */
export const floors = [
  ['terms'],
  ['models', 'catalog'],
  ['worker'],
  ['api'],
  ['renderer', 'electron', 'cli'],
  ['scripts', 'bench', 'e2e'],
] as const;

const rooms = floors.flat();

/** The room of a path below the project's folder. */
export const roomOf = (path: string): string => path.split('/')[0] ?? path;

const isTest = (path: string) => /\.test\.tsx?$/.test(path);
/** Files that the test of the linter's rules makes for moments. */
const isProbe = (path: string) => path.endsWith('boundary-probe.ts');
const isFixture = (path: string) => /\.fixture\.tsx?$|\/fixtures\//.test(path);

/** Paths below the project's folder, `room/...`, of what the program and its making consist of; no tests. */
export const sources = ({ fixtures = false } = {}): string[] =>
  globSync(`{${rooms.join(',')}}/**/*.{ts,tsx}`, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !isTest(path) && !isProbe(path) && (fixtures || !isFixture(path)))
    .toSorted();
