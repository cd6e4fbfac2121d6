/** The drawn close-ups as a network sees them: small squares in memory. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { imageNet } from '#terms/embedder/normalisations.ts';
import type { KnownSide } from '#terms/sides.ts';
import {
  augmentedView,
  plainView,
  recipeRanges,
  type AugmentationRanges,
  type CropView,
} from '#worker/embedder/learning/augmentation.ts';
import { renderView, type SquarePicture } from '#worker/embedder/looking/render-view.ts';

/** A drawn crop; `ANIMAL-SIDE-CROP.jpg`. */
export interface AnimalCrop {
  file: string;
  animal: number;
  side: KnownSide;
}

/** All crops of a folder, in an order that does not depend on the disk. */
export async function animalCrops(folder: string): Promise<AnimalCrop[]> {
  const crops = (await readdir(folder)).flatMap((name): AnimalCrop[] => {
    const match = /^(\d+)-(left|right)-(\d+)\.jpg$/.exec(name);
    if (!match) return [];
    const animal = Number(match[1]);
    const side = match[2] === 'left' ? 'left' : 'right';
    return [{ file: join(folder, name), animal, side }];
  });
  return crops.sort((a, b) => a.animal - b.animal || (a.file < b.file ? -1 : 1));
}

/** Share of the seen square that is kept beyond it on every side, as the app keeps crops. */
const rim = 0.15;

/** A crop so that its whole height is `input` pixels; what is beyond its edge repeats it. */
export async function readAnimal({ file }: AnimalCrop, input: number): Promise<SquarePicture> {
  const edge = input + 2 * Math.round(input * rim);
  const { data, info } = await sharp(file)
    .resize({ height: input })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const pixels = new Uint8Array(edge * edge * 3);
  placeCentred(data, info.width, info.height, pixels, edge);
  return { pixels, edge };
}

/** Pictures that are decoded once and then stay, for sizes of which many fit into memory. */
export class KeptAnimals {
  readonly #crops: readonly AnimalCrop[];
  readonly #input: number;
  readonly #kept = new Map<number, SquarePicture>();

  constructor(crops: readonly AnimalCrop[], input: number) {
    this.#crops = crops;
    this.#input = input;
  }

  async picture(at: number): Promise<SquarePicture> {
    const kept = this.#kept.get(at);
    if (kept) return kept;
    const crop = this.#crops[at];
    if (!crop) throw new RangeError(`There is no crop ${at}.`);
    const read = await readAnimal(crop, this.#input);
    if (this.#input <= keptUpTo) this.#kept.set(at, read);
    return read;
  }

  /** Normalised planes of views of crops, right sides shown as left ones, [views, 3, input, input]. */
  async render(views: readonly { at: number; view: CropView }[]): Promise<Float32Array> {
    const input = this.#input;
    const each = 3 * input * input;
    const all = new Float32Array(views.length * each);
    const pictures = await Promise.all(views.map(({ at }) => this.picture(at)));
    for (const [index, { at, view }] of views.entries()) {
      const picture = pictures[index];
      if (!picture) continue;
      const planes = renderView(picture, input, view, this.#crops[at]?.side === 'right');
      normalise(planes, all.subarray(index * each, (index + 1) * each));
    }
    return all;
  }
}
/** Side in pixels up to which pictures are kept: 20,000 of this size take 0.9 GB. */
const keptUpTo = 96;

/** From values of 0…1 to those that the network is fed. */
function normalise(planes: Float32Array, into: Float32Array): void {
  const { mean, std } = imageNet;
  const plane = planes.length / 3;
  for (let channel = 0; channel < 3; channel += 1) {
    const [m, s] = [mean[channel] ?? 0, std[channel] ?? 1];
    for (let at = channel * plane; at < (channel + 1) * plane; at += 1)
      into[at] = ((planes[at] ?? 0) - m) / s;
  }
}

function placeCentred(
  from: Uint8Array,
  width: number,
  height: number,
  into: Uint8Array,
  edge: number,
): void {
  const [left, top] = [(edge - width) >> 1, (edge - height) >> 1];
  for (let y = 0; y < edge; y += 1)
    for (let x = 0; x < edge; x += 1) {
      const column = Math.min(width - 1, Math.max(0, x - left));
      const row = Math.min(height - 1, Math.max(0, y - top));
      for (let channel = 0; channel < 3; channel += 1)
        into[(y * edge + x) * 3 + channel] = from[(row * width + column) * 3 + channel] ?? 0;
    }
}

/** Drawn crops show more sea round the fin than the app's boxes do, so they are seen from nearer. */
export const plainAnimal: CropView = { ...plainView, scale: 0.9 };

/** What the drawing does not vary by itself, or not enough to stand for real photos. */
const ranges: AugmentationRanges = {
  ...recipeRanges,
  rotation: { chance: 0.7, degrees: 12 },
  jitter: { chance: 1, shift: 0.05, scale: 0.15 },
  hue: { chance: 0, reach: 0 },
  saturation: { chance: 0, from: 1, to: 1 },
  cutouts: { count: 1, chance: 0.4, from: 0.1, to: 0.3 },
  pose: { chance: 1, stretch: 0.2, slant: 0.15 },
  gamma: { chance: 1, reach: 0.4 },
  blur: { chance: 0.3, from: 0.015, to: 0.035 },
  noise: { chance: 0.5, to: 0.03 },
};

/** A crop as the starter learns from it. */
export function variedAnimal(at: { seed: number; step: number; index: number }): CropView {
  const view = augmentedView(ranges, false, at);
  return { ...view, scale: view.scale * plainAnimal.scale };
}
