#!/usr/bin/env node
/** The `resight` command: every step of the app without its screens, and the app in a browser. */
import { keepCompiled } from './compile-cache.ts';

// Before anything else is loaded, so that all of it comes out of the cache.
keepCompiled();
const { run } = await import('./run.ts');
await run();
