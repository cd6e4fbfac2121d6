import { AppError } from '#api/errors.ts';
import type { Session } from './session.ts';

/** Ids of box classes by their names. @throws AppError naming those there are */
export async function classIdsOf({ client }: Session, names: readonly string[]): Promise<number[]> {
  const known = await client.boxes.classes();
  return names.map((name) => {
    const found = known.find((each) => each.name.toLowerCase() === name.toLowerCase());
    if (found === undefined)
      throw new AppError(
        'bad-input',
        `There is no class "${name}"; there are ${known.map((each) => each.name).join(', ')}.`,
      );
    return found.id;
  });
}
