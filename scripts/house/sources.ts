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
const isProbe = (path: string) => /\/boundary-probe-\d+\.ts$/.test(path);
const isFixture = (path: string) => /\.fixture\.tsx?$|\/fixtures\//.test(path);

/** Whether a file is there for tests alone: one of them, what they share, and the checks of the house. */
export const isForTests = (path: string): boolean =>
  isTest(path) || isFixture(path) || /^(e2e|scripts\/(house|faults))\//.test(path);

/** Paths below the project's folder, `room/...`, of every file that is compiled. */
export const everyFile = (): string[] =>
  globSync(`{${rooms.join(',')}}/**/*.{ts,tsx}`, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !isProbe(path))
    .toSorted();

/** Those of what the program and its making consist of; no tests. */
export const sources = ({ fixtures = false } = {}): string[] =>
  everyFile().filter((path) => !isTest(path) && (fixtures || !isFixture(path)));
