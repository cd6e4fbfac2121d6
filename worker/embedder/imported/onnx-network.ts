/** An ONNX file of others: what it takes and gives, found out by trying it. */
import { access } from 'node:fs/promises';
import type { Size } from '#terms/geometry.ts';
import { refuseHugeConstants } from '#models/onnx/huge-constants.ts';
import { readModelFile } from '#models/onnx/model-file.ts';
import { signatureOf, type Signature } from '#models/onnx/signature.ts';
import { Inference } from '#models/session/inference.ts';
import { JobError } from '../../job-context.ts';

interface OnnxFacts {
  /** Of its pictures. */
  size: Size;
  /** Numbers of a vector. */
  dimensions: number;
}

/** A reason that begins with the file's path. */
type Refuse = (what: string) => never;
const refusalOf =
  (path: string): Refuse =>
  (what) => {
    throw new JobError('bad-input', `${path} ${what}`, { path });
  };

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/**
 * The network with all its weights inside.
 * @throws JobError naming the file and what is wrong with it
 */
export async function onnxBytes(path: string): Promise<Uint8Array> {
  try {
    await access(path);
  } catch {
    throw new JobError('not-found', `${path} is not there or cannot be read. Check its name.`, {
      path,
    });
  }
  try {
    return await readModelFile(path);
  } catch (error) {
    return refusalOf(path)(
      `is no ONNX network that can be read (${wordsOf(error)}). Choose a file that was exported as .onnx.`,
    );
  }
}

/**
 * Tries it on grey pictures.
 * @param input width of its pictures where the file leaves it open
 * @throws JobError naming the file, and the input, output or node that cannot serve
 */
export async function onnxFacts(path: string, input: number | null): Promise<OnnxFacts> {
  const refuse = refusalOf(path);
  const bytes = await onnxBytes(path);
  let signature: Signature;
  try {
    signature = signatureOf(bytes);
    refuseHugeConstants(bytes);
  } catch (error) {
    return refuse(
      `is no ONNX network (${wordsOf(error)}). Choose a file that was exported as .onnx.`,
    );
  }
  const size = sizeOf(signature, input, refuse);
  return { size, dimensions: await tried(bytes, size, refuse) };
}

function sizeOf({ inputs }: Signature, asked: number | null, refuse: Refuse): Size {
  const [picture, ...others] = inputs;
  const names = inputs.map(({ name, shape }) => `${name} [${shape.join(', ')}]`).join(' and ');
  if (picture === undefined || others.length > 0)
    return refuse(
      `has ${inputs.length} inputs (${names}); an embedding network has one, a picture [batch, 3, height, width]. Export the picture's part alone.`,
    );
  const [, channels, height, width] = picture.shape;
  if (picture.shape.length !== 4 || channels !== 3)
    return refuse(
      `takes ${names}; a picture [batch, 3, height, width] is needed. Export it with colour planes first.`,
    );
  if (picture.dataType !== 'float32')
    return refuse(
      `takes ${names} of ${picture.dataType}; float32 is needed. Export it in single precision.`,
    );
  const given = [width, height].find((side) => typeof side === 'number');
  if (asked !== null && given !== undefined && given !== asked)
    return refuse(
      `takes pictures of ${given} pixels, and ${asked} were asked for. Leave the size out.`,
    );
  const side = given ?? asked;
  if (side === null)
    return refuse(
      'leaves the size of its pictures open; say which side in pixels it was made for.',
    );
  const known = (own: number | string | undefined) => (typeof own === 'number' ? own : side);
  return { width: known(width), height: known(height) };
}

/** Numbers of the vector that it gives for a picture. */
async function tried(bytes: Uint8Array, size: Size, refuse: Refuse): Promise<number> {
  try {
    await using network = await Inference.open(bytes, { picture: size });
    const values = 3 * size.width * size.height;
    const one = await network.run(new Float32Array(values));
    const two = await network.run(new Float32Array(2 * values));
    if (two.length !== 2 * one.length)
      return refuse(
        `gives ${one.length} numbers for one picture and ${two.length} for two; a vector each was due. Export it with one vector a picture as its first output.`,
      );
    if (one.length < 8 || one.length > 16_384)
      return refuse(
        `gives ${one.length} numbers a picture; an embedding has 8 to 16,384. Export the layer before the classifier.`,
      );
    return one.length;
  } catch (error) {
    if (error instanceof JobError) throw error;
    return refuse(`cannot be run: ${wordsOf(error)}`);
  }
}
