/**
 * Draws fins of animals that do not exist, each seen again and again: `node scripts/starter/draw-animals.ts
 * FOLDER ANIMALS VIEWS SEED`. View V of animal A from one side is `A-left-V.jpg`, cut close round the fin, the
 * same for the same seed; what is there already is left, so that an interrupted drawing goes on.
 */
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { finFamilies, marksOf, type FinFamily } from '#worker/demo/animal-marks.ts';
import { composeScene, drawCameraBase, drawSeaLook } from '#worker/demo/compose.ts';
import { randomOf } from '#worker/demo/random.ts';
import { drawScene } from '#worker/demo/scene.ts';

const [folder, animals, views, seed] = process.argv.slice(2);
if (folder === undefined || animals === undefined || views === undefined || seed === undefined)
  throw new Error(
    'Say where to draw, how many animals, how many views of each side, and the seed.',
  );

/** Pixels of a picture in which one fin is drawn, and of the longer side of what is kept. */
const WIDTH = 720;
const HEIGHT = 540;
const KEPT = 320;

const families = Object.keys(finFamilies) as FinFamily[];

await mkdir(folder, { recursive: true });
for (let index = 0; index < Number(animals); index += 1) {
  const own = randomOf(Number(seed), 'animal', index);
  const marks = marksOf(Number(seed), index, own.pick(families));
  for (const side of ['left', 'right'] as const)
    for (let view = 0; view < Number(views); view += 1) {
      const path = join(folder, `${index}-${side}-${view}.jpg`);
      if (existsSync(path)) continue;
      const random = randomOf(Number(seed), `animal ${side}`, index * 1000 + view);
      const tallest = (marks.shape.base * 1.1 * HEIGHT * 0.62) / WIDTH;
      const scene = composeScene(random, {
        width: WIDTH,
        height: HEIGHT,
        sea: drawSeaLook(random),
        camera: drawCameraBase(random),
        animals: [{ marks, side }],
        finWidth: [Math.min(0.12, tallest * 0.5), Math.min(0.45, tallest)],
        across: [0.35, 0.65],
        down: [0.4, 0.8],
        magnified: random.chance(0.5) ? random.range(1, 4) : 1,
      });
      const { pixels, parts } = drawScene(scene);
      const fin = parts[0]?.fin;
      if (fin === null || fin === undefined || fin.pixels < 400) continue;
      const rim = random.range(0.02, 0.12);
      const left = Math.max(0, Math.round((fin.x - rim * fin.w) * WIDTH));
      const top = Math.max(0, Math.round((fin.y - rim * fin.h) * HEIGHT));
      const width = Math.min(WIDTH - left, Math.round(fin.w * (1 + 2 * rim) * WIDTH));
      const height = Math.min(HEIGHT - top, Math.round(fin.h * (1 + 2 * rim) * HEIGHT));
      await sharp(pixels, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
        .extract({ left, top, width, height })
        .resize({ width: KEPT, height: KEPT, fit: 'inside' })
        .jpeg({ quality: 90 })
        .toFile(`${path}.partial`);
      await rename(`${path}.partial`, path);
    }
}
