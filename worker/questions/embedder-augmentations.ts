import { layoutOf } from '#catalog/layout.ts';
import sharp from 'sharp';
import { cropSizeOf } from '#terms/embedder/crops.ts';
import type { Size } from '#terms/geometry.ts';
import type { AugmentedBox } from '#terms/questions/embedder-augmentations.ts';
import type { Answer, Asked } from '#terms/questions/index.ts';
import { plainView } from '../embedder/learning/augmentation.ts';
import { learnedView } from '../embedder/learning/learned-view.ts';
import { keepCrops } from '../embedder/set/crops.ts';
import { readCrop } from '../embedder/set/kept-crop.ts';
import { renderView } from '../embedder/looking/render-view.ts';
import type { JobPlace } from '../messages.ts';

/** Crops as the network sees them, and what a training makes of each. */
export async function embedderAugmentations(
  { boxes, style, recipe, each }: Asked<'embedder-augmentations'>,
  { catalogueFolder }: JobPlace,
): Promise<Answer<'embedder-augmentations'>> {
  const { crops } = layoutOf(catalogueFolder);
  const { files } = await keepCrops(crops, boxes, style, {
    signal: new AbortController().signal,
    progress: () => {},
  });
  const size = cropSizeOf(style);
  const answer: Answer<'embedder-augmentations'> = [];
  for (const [index, { boxId, side }] of boxes.entries()) {
    const file = files.get(boxId);
    if (file === undefined) continue;
    const crop = await readCrop(file);
    const mirrored = recipe.sides === 'mirrored' && side === 'right';
    const pictures: AugmentedBox['pictures'] = [];
    for (let step = 0; step <= each; step += 1) {
      const { view, isOther } =
        step === 0
          ? { view: plainView, isOther: false }
          : learnedView(recipe, { seed: recipe.seed, step, index });
      pictures.push({ url: await pngOf(renderView(crop, size, view, mirrored), size), isOther });
    }
    answer.push({ boxId, pictures });
  }
  return answer;
}

async function pngOf(planes: Float32Array, { width, height }: Size): Promise<string> {
  const plane = width * height;
  const bytes = Buffer.alloc(plane * 3);
  for (let at = 0; at < plane; at += 1)
    for (let channel = 0; channel < 3; channel += 1)
      bytes[at * 3 + channel] = Math.round(255 * planes[channel * plane + at]);
  const png = await sharp(bytes, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
  return `data:image/png;base64,${png.toString('base64')}`;
}
