/** What the command line answers to the program that called it. */
export const exitCode = {
  ok: 0,
  failed: 1,
  usage: 2,
  /** The work is done, but some files could not be read; they are listed. */
  partly: 3,
  cancelled: 130,
} as const;
