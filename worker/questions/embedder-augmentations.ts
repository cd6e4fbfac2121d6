import { layoutOf } from '#catalog/layout.ts';
import sharp from 'sharp';
import { cropSizeOf } from '#terms/embedder/crops.ts';
import type { Size } from '#terms/geometry.ts';
import type { Answer, Asked } from '#terms/questions/index.ts';
import { augmentationOf, augmentedView, plainView } from '../embedder/learning/augmentation.ts';
import { keepCrops } from '../embedder/set/crops.ts';
import { readCrop } from '../embedder/set/kept-crop.ts';
import { renderView } from '../embedder/looking/render-view.ts';
import type { JobPlace } from '../messages.ts';

/** A picture as the network sees it, and what augmentation makes of it, as PNG data addresses. */
export async function embedderAugmentations(
  { boxes, style, preset, mayFlip, mirrorRight, seed, each }: Asked<'embedder-augmentations'>,
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
    const pictures: string[] = [];
    for (let at = 0; at <= each; at += 1) {
      const view =
        at === 0
          ? plainView
          : augmentedView(augmentationOf({ preset }), mayFlip, { seed, step: at, index });
      const mirrored = mirrorRight && side === 'right';
      pictures.push(await pngOf(renderView(crop, size, view, mirrored), size));
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
