/**
 * Draws the close-ups that the starter embedder learns from: `node scripts/starter/draw-animals.ts
 * FOLDER ANIMALS CROPS SEED`. Each animal is seen in `CROPS` crops of its own encounters, half from the
 * left, half from the right; a crop is `ANIMAL-SIDE-CROP.jpg`, the same for the same seed. What is there
 * already is left, so that an interrupted drawing goes on.
 */
import { existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import {
  composeCrop,
  drawScene,
  finFamilies,
  marksOf,
  type FinFamily,
} from '#worker/demo/index.ts';

const WIDTH = 208;
const HEIGHT = 176;

const [folder, animals, crops, seed] = process.argv.slice(2);
if (folder === undefined || animals === undefined || crops === undefined || seed === undefined)
  throw new Error('Say where to draw, how many animals, crops of each, and the seed.');
const families = Object.keys(finFamilies) as FinFamily[];
await mkdir(folder, { recursive: true });
for (let animal = 0; animal < Number(animals); animal += 1) {
  const family = families[animal % families.length] ?? 'bottlenose dolphin';
  const marks = marksOf(Number(seed), animal, family);
  for (let crop = 0; crop < Number(crops); crop += 1) {
    const side = crop % 2 === 0 ? 'left' : 'right';
    const path = join(folder, `${animal}-${side}-${crop >> 1}.jpg`);
    if (existsSync(path)) continue;
    const scene = composeCrop({
      marks,
      side,
      width: WIDTH,
      height: HEIGHT,
      seed: Number(seed),
      // Every crop in another sea: an animal must be known by its marks, never by the water.
      encounter: animal * 100 + crop,
      shot: crop,
    });
    const drawn = drawScene(scene);
    await sharp(drawn.pixels, { raw: { width: drawn.width, height: drawn.height, channels: 3 } })
      .jpeg({ quality: scene.camera.quality })
      .toFile(`${path}.partial`);
    await rename(`${path}.partial`, path);
  }
}
