import { implement } from '@orpc/server';
import type { App } from '../app.ts';
import { contract } from '../contract/index.ts';

/** The contract to be implemented; every handler gets the app as its context. */
export const os = implement(contract).$context<{ app: App }>();
