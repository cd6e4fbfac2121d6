import { z } from 'zod';

/** Every way in which a call can fail, as the renderer and the CLI see it. */
export const errorCodes = [
  'bad-input',
  'not-found',
  'conflict',
  'no-catalogue',
  'catalogue-exists',
  'catalogue-missing',
  'catalogue-newer',
  'catalogue-locked',
  'catalogue-corrupt',
  'catalogue-read-only',
  'folder-missing',
  'job-not-cancellable',
  'job-not-retryable',
  'worker-died',
  'unsupported-here',
  'disk-full',
  'cancelled',
  'internal',
] as const;
export const errorCode = z.enum(errorCodes);
export type ErrorCode = z.infer<typeof errorCode>;

/**
 * An error on the wire. `message` says what was wrong, with which input, and what to do, in words
 * for the person at the screen; `details` holds the same facts for a program.
 */
export const plainError = z.object({
  code: errorCode,
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type PlainError = z.infer<typeof plainError>;
