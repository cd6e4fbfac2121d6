/** A file that is no picture we can use; `message` is the reason as a person reads it in a list. */
export class PictureError extends Error {
  override readonly name = 'PictureError';
}
