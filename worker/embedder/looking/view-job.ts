import { cropSizeOf, type CropShape } from '#terms/embedder/crops.ts';
import type { Normalisation } from '#terms/embedder/normalisations.ts';
import type { Size } from '#terms/geometry.ts';
import type { CropView } from '../learning/augmentation.ts';
import { keptSize } from '../set/crops.ts';
import { readCrop } from '../set/kept-crop.ts';
import { isPlain, plainInto, renderView } from './render-view.ts';

/** One picture that a network is to see. */
export interface ViewJob {
  file: string;
  view: CropView;
  /** A right side that is shown as a left one. */
  mirrored: boolean;
}

/** Pixels that a network sees, and how it wants them. */
export interface ViewSize extends Normalisation, Size {}

/** The pictures of a version or a recipe. */
export const viewSizeOf = (shape: CropShape, { mean, std }: Normalisation): ViewSize => ({
  ...cropSizeOf(shape),
  mean,
  std,
});

/** Normalised planes of the pictures, [jobs, 3, height, width], from crops kept for any size. */
export async function renderViews(
  jobs: readonly ViewJob[],
  { width, height, mean, std }: ViewSize,
): Promise<Float32Array> {
  const size = { width, height };
  const plane = width * height;
  const all = new Float32Array(jobs.length * 3 * plane);
  const crops = jobs.map(({ file }) => readCrop(file, keptSize(size)));
  // All are met below; one that fails before its turn must not count as unhandled.
  for (const crop of crops) crop.catch(() => {});
  const normalised = [0, 1, 2].map(
    (channel) => (value: number) => (value - (mean[channel] ?? 0)) / (std[channel] ?? 1),
  );
  const ofByte = normalised.map((scaled) =>
    Float32Array.from({ length: 256 }, (_, byte) => scaled(Math.fround(byte / 255))),
  );
  for (const [index, { view, mirrored }] of jobs.entries()) {
    const out = all.subarray(index * 3 * plane, (index + 1) * 3 * plane);
    const crop = await crops[index];
    if (isPlain(view)) {
      plainInto(out, crop, size, mirrored, ofByte);
      continue;
    }
    const planes = renderView(crop, size, view, mirrored);
    for (const [channel, scaled] of normalised.entries())
      for (let at = channel * plane; at < (channel + 1) * plane; at += 1)
        out[at] = scaled(planes[at]);
  }
  return all;
}
