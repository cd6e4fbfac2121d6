import { toPlainError } from '#api/errors.ts';

export interface OutputOptions {
  json?: boolean;
}

/** Writes a result: as JSON for programs, or as `text` makes it for people. */
export function output<T>(options: OutputOptions, value: T, text: (value: T) => string): void {
  process.stdout.write(options.json === true ? `${JSON.stringify(value, null, 2)}\n` : text(value));
}

/** Writes an error where errors go, in the same two forms. */
export function outputError(options: OutputOptions, error: unknown): void {
  const plain = toPlainError(error);
  if (options.json === true) process.stderr.write(`${JSON.stringify({ error: plain })}\n`);
  else process.stderr.write(`resight: ${plain.message}\n`);
}
