import { it } from 'vitest';
import { liveThrough } from './live-through.fixture.ts';

/** A few seconds of work; a busy machine may take longer. */
const PATIENCE_MS = 120_000;

it(
  'whatever two or three reviewers do, who is who follows from the rules alone',
  () => liveThrough(300, 20),
  PATIENCE_MS,
);
