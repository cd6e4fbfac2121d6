import { fileURLToPath } from 'node:url';

/** What every program that the tests start is given: each has a state folder of its own, but all share what Node compiled. */
export const testEnvironment = {
  NODE_COMPILE_CACHE: fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)),
};
