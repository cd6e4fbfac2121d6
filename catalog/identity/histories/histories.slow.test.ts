import { it } from 'vitest';
import { liveThrough } from './live-through.fixture.ts';

/** Longer than ten thousand histories take on a slow machine. */
const PATIENCE_MS = 3_600_000;

it(
  'ten thousand histories that nobody has thought of',
  () => liveThrough(10_000, Date.now() % 1_000_000),
  PATIENCE_MS,
);
