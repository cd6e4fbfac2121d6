/**
 * Reads damaged files as the program would, each in turn. Words: WHAT SEED COUNT FOLDER; a line for each before it
 * is read, so that whoever watches knows which one it was.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PictureError } from '#catalog/pictures/picture-error.ts';
import { seeded } from '../counts.ts';
import { mutate } from './mutate.ts';
import { documents, pictures } from './samples.ts';

const [what, seed, count, folder] = process.argv.slice(2);
const samples = what === 'pictures' ? await pictures() : await documents();
let refused = 0;
for (let number = 0; number < Number(count); number += 1) {
  const { name, bytes, read } = samples[number % samples.length];
  const place = join(folder, String(number));
  mkdirSync(place);
  writeFileSync(join(place, name), mutate(bytes, seeded(Number(seed) + number)));
  process.stdout.write(`${number}\n`);
  try {
    await read(join(place, name));
  } catch (error) {
    // Whatever is wrong with a picture is told in words of ours.
    if (what === 'pictures' && !(error instanceof PictureError)) throw error;
    refused += 1;
  }
  rmSync(place, { recursive: true, force: true });
}
const most = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(`${refused} of ${count} refused, most ${most} MB\n`);
