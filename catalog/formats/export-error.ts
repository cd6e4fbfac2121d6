/** An export that cannot be written as asked; the message says which choice would make it possible. */
export class ExportError extends Error {
  override readonly name = 'ExportError';
  readonly details: Record<string, unknown>;

  constructor(message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.details = details;
  }
}
