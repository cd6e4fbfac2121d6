/** What was wrong with a weights file or a checkpoint; the message names the file and the way out. */
type WeightsErrorCode =
  | 'pickled'
  | 'truncated'
  | 'header-too-large'
  | 'header-invalid'
  | 'duplicate-key'
  | 'misaligned'
  | 'overlap'
  | 'unsupported-dtype'
  | 'missing-tensor'
  | 'wrong-network'
  | 'ambiguous-variant'
  | 'not-a-checkpoint'
  | 'wrong-checkpoint'
  | 'unreadable'
  | 'damaged';

export class WeightsError extends Error {
  readonly code: WeightsErrorCode;
  readonly path: string;

  constructor(code: WeightsErrorCode, path: string, message: string, options?: ErrorOptions) {
    super(`${path}: ${message}`, options);
    this.name = 'WeightsError';
    this.code = code;
    this.path = path;
  }
}
