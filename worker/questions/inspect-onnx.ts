import { readFile } from 'node:fs/promises';
import { decodeModel } from '#models/onnx/decode.ts';
import { Inference } from '#models/session/inference.ts';
import type { Answer, Asked } from '#terms/questions/index.ts';
import { JobError } from '../job-context.ts';
import type { JobPlace } from '../messages.ts';

/**
 * Looks into a network of another program and tries it on one grey picture, so that one which cannot
 * serve is refused before anything is kept.
 */
export async function inspectOnnx(
  { path, input }: Asked<'inspect-onnx'>,
  _place: JobPlace,
): Promise<Answer<'inspect-onnx'>> {
  const refuse = (what: string): never => {
    throw new JobError('bad-input', `${path} ${what}`, { path });
  };
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch {
    throw new JobError('not-found', `${path} is not there or cannot be read. Check its name.`, {
      path,
    });
  }
  let graph: ReturnType<typeof decodeModel>['graph'];
  try {
    ({ graph } = decodeModel(bytes));
  } catch (error) {
    return refuse(
      `is no ONNX network (${error instanceof Error ? error.message : String(error)}). Choose a file that was exported as .onnx.`,
    );
  }
  const [picture, ...others] = graph.inputs;
  const names = graph.inputs
    .map(({ name, shape }) => `${name} [${shape.join(', ')}]`)
    .join(' and ');
  if (picture === undefined || others.length > 0)
    return refuse(
      `has ${graph.inputs.length} inputs (${names}); an embedding network has one, a picture [batch, 3, height, width]. Export the picture's part alone.`,
    );
  const [, channels, height, width] = picture.shape;
  if (picture.shape.length !== 4 || channels !== 3)
    return refuse(
      `takes ${names}; a picture [batch, 3, height, width] is needed. Export it with colour planes first.`,
    );
  const given = [height, width].filter((side) => typeof side === 'number');
  if (new Set(given).size > 1)
    return refuse(`takes pictures of ${height} × ${width}; square ones are needed.`);
  const side = given[0] ?? input;
  if (side === null)
    return refuse(
      'leaves the size of its pictures open; say which side in pixels it was made for.',
    );
  if (input !== null && given[0] !== undefined && given[0] !== input)
    return refuse(
      `takes pictures of ${given[0]} pixels, and ${input} were asked for. Leave the size out.`,
    );
  return { input: side, dimensions: await tried(bytes, side, refuse) };
}

/** Numbers of the vector that it gives for a picture. */
async function tried(
  bytes: Uint8Array,
  side: number,
  refuse: (what: string) => never,
): Promise<number> {
  try {
    await using network = await Inference.open(bytes, { pictureSide: side });
    const one = await network.run(new Float32Array(3 * side * side));
    const two = await network.run(new Float32Array(2 * 3 * side * side));
    if (two.length !== 2 * one.length)
      return refuse(
        `gives ${one.length} numbers for one picture and ${two.length} for two; a vector each was due. Export it with a batch size that is left open.`,
      );
    if (one.length < 8 || one.length > 16_384)
      return refuse(
        `gives ${one.length} numbers a picture; an embedding has 8 to 16,384. Export the layer before the classifier.`,
      );
    return one.length;
  } catch (error) {
    if (error instanceof JobError) throw error;
    return refuse(`cannot be run: ${error instanceof Error ? error.message : String(error)}`);
  }
}
