/**
 * Draws the varied photos that the starter detector learns from: `node scripts/starter/draw-photos.ts
 * FOLDER PHOTOS SEED [WIDTH]`. Photo N is `N.jpg` with `N.json` (what is on it) beside it, the same for the
 * same seed; what is there already is left, so that an interrupted drawing goes on.
 */
import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { drawScene } from '#worker/demo/scene.ts';
import { boxesOf } from '#worker/demo/truth.ts';
import { variedPhoto } from '#worker/demo/varied.ts';

const [folder, photos, seed, width = '1280'] = process.argv.slice(2);
if (folder === undefined || photos === undefined || seed === undefined)
  throw new Error('Say where to draw, how many photos, and the seed.');
await mkdir(folder, { recursive: true });
for (let index = 0; index < Number(photos); index += 1) {
  const path = join(folder, `${index}.jpg`);
  if (existsSync(path)) continue;
  const { scene, families } = variedPhoto(Number(seed), index, Number(width));
  const drawn = drawScene(scene);
  const boxes = boxesOf(scene, drawn, families);
  await writeFile(join(folder, `${index}.json`), JSON.stringify(boxes));
  await sharp(drawn.pixels, { raw: { width: drawn.width, height: drawn.height, channels: 3 } })
    .jpeg({ quality: scene.camera.quality })
    .toFile(`${path}.partial`);
  await rename(`${path}.partial`, path);
}
