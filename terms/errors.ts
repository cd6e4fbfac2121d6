import { z } from 'zod';

/** Every way in which something can fail, for a program; the words for a person stand in the message. */
export const errorCode = z.enum([
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
  'disk-trouble',
  'cancelled',
  'internal',
]);
export type ErrorCode = z.infer<typeof errorCode>;

/** The ways in which a catalogue, or something in it, cannot be used. */
const catalogueErrorCode = errorCode.extract([
  'bad-input',
  'not-found',
  'conflict',
  'catalogue-exists',
  'catalogue-missing',
  'catalogue-newer',
  'catalogue-locked',
  'catalogue-corrupt',
  'catalogue-read-only',
  'disk-full',
  'disk-trouble',
]);
export type CatalogueErrorCode = z.infer<typeof catalogueErrorCode>;

/**
 * An error as it crosses a boundary or lies in the database. `message` says what was wrong, with which
 * input, and what to do, in words for the person at the screen; `details` holds the same facts for a program.
 */
export const plainError = z.object({
  code: errorCode,
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type PlainError = z.infer<typeof plainError>;

/** A code as one of ours: what a library, the system or an older version called its own way is `internal`. */
export function knownCode(code: unknown): ErrorCode {
  const parsed = errorCode.safeParse(code);
  return parsed.success ? parsed.data : 'internal';
}
