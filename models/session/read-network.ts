/** A network's file, looked at before it is used. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { WeightsError } from '../weights/weights-error.ts';

/** The card beside a network: `network.json` beside `network.onnx`. */
export const cardBeside = (path: string): string => path.replace(/\.onnx$/, '.json');

export const sha256Of = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

/** The hash that a card states; null for none, as older cards and those of other programs have it. */
async function statedHash(card: string): Promise<string | null> {
  try {
    const { sha256 } = JSON.parse(await readFile(card, 'utf8')) as { sha256?: unknown };
    return typeof sha256 === 'string' ? sha256 : null;
  } catch {
    return null;
  }
}

/**
 * The bytes of a network.
 * @throws WeightsError `unreadable` if it is gone, `damaged` if it is not what its card was written for
 */
export async function readNetwork(path: string): Promise<Buffer> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new WeightsError(
      'unreadable',
      path,
      `cannot be read (${reason}). Choose another version, or train one.`,
      { cause },
    );
  }
  const stated = await statedHash(cardBeside(path));
  if (stated !== null && stated !== sha256Of(bytes))
    throw new WeightsError(
      'damaged',
      path,
      'is not what was written: the disk or another program changed it. It is not used; choose another version, or train again.',
    );
  return bytes;
}

/** Whether a network is there and what its card was written for. */
export const isSound = (path: string): Promise<boolean> =>
  readNetwork(path).then(
    () => true,
    () => false,
  );
