/** A network on disk, with what lies beside it. */
import type { Stats } from 'node:fs';
import { open, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { withWeights, type ExternalPlace } from './external-data.ts';
import { OnnxFormatError } from './wire.ts';

/** A model of protobuf cannot be larger; what is has to stay in two files, which the runtime reads by path alone. */
const mostBytes = 2 ** 31 - 1;

/**
 * The bytes of a model with all its weights inside. Weights in a second file are taken from the model's own
 * folder and those below it, and from nowhere else: a file that comes from others must not choose what is read.
 * @throws {OnnxFormatError} naming the tensor, for a file that is missing, too short or elsewhere
 */
export async function readModelFile(path: string): Promise<Uint8Array> {
  const { size: stated } = await requireFile(path);
  if (stated > mostBytes) throw new OnnxFormatError('it is larger than 2 GB');
  const bytes = await readFile(path);
  const folder = await realpath(dirname(path));
  let size = bytes.length;
  return withWeights(bytes, async (place) => {
    const values = await valuesAt(folder, place);
    size += values.length;
    if (size > mostBytes)
      throw new OnnxFormatError(
        'the model and its weights are larger than 2 GB, which is more than one network may have here',
      );
    return values;
  });
}

/** A device or a pipe has no end. */
async function requireFile(path: string): Promise<Stats> {
  const found = await stat(path);
  if (!found.isFile()) throw new OnnxFormatError('it is a device, a pipe or a folder, no file');
  return found;
}

async function valuesAt(
  folder: string,
  { tensor, location, offset, length }: ExternalPlace,
): Promise<Uint8Array> {
  const what = `tensor '${tensor}' has its values in ${location}`;
  // Parts are parted as on any system, whichever wrote the file.
  const parts = location.split(/[\\/]/);
  if (isAbsolute(location) || /^[a-z]:/i.test(location) || parts.includes('..'))
    throw new OnnxFormatError(
      `${what}, which is not beside the model; only files of its own folder are read`,
    );
  const path = await realpath(join(folder, ...parts)).catch(() => null);
  if (path === null)
    throw new OnnxFormatError(
      `${what}, which is not there; put it beside the model under this name`,
    );
  const inFolder = relative(folder, path);
  if (inFolder === '..' || inFolder.startsWith(`..${sep}`) || isAbsolute(inFolder))
    throw new OnnxFormatError(
      `${what}, which leads out of the model's folder; only files of it are read`,
    );
  await requireFile(path);
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const due = length ?? size - offset;
    if (due < 0 || offset + due > size)
      throw new OnnxFormatError(
        `${what}, which has ${size} bytes where ${offset + (length ?? 0)} were due; copy or export it again`,
      );
    const values = new Uint8Array(due);
    for (let done = 0; done < due;) {
      const { bytesRead } = await file.read(values, done, due - done, offset + done);
      if (bytesRead === 0) throw new OnnxFormatError(`${what}, which ended while it was read`);
      done += bytesRead;
    }
    return values;
  } finally {
    await file.close();
  }
}
