import sharp from 'sharp';
import type { View } from './augmentation.ts';
import { keptEdge } from './crops.ts';
import { renderView, type SquarePicture } from './render-view.ts';

/** One picture that a network is to see. */
export interface ViewJob {
  file: string;
  view: View;
  /** A right side that is shown as a left one. */
  mirrored: boolean;
}

export interface ViewSize {
  /** Side in pixels. */
  input: number;
  /** Red, green, blue of 0…1, minus mean, divided by std. */
  mean: readonly [number, number, number];
  std: readonly [number, number, number];
}

/** @param edge side that the kept picture is brought to; as it is where not given */
export async function readCrop(file: string, edge?: number): Promise<SquarePicture> {
  const kept = sharp(file);
  const sized = edge === undefined ? kept : kept.resize(edge, edge, { fit: 'fill' });
  const { data, info } = await sized.raw().toBuffer({ resolveWithObject: true });
  return { pixels: data, edge: info.width };
}

/** Normalised planes of the pictures, [jobs, 3, input, input], from crops kept for any size. */
export async function renderViews(
  jobs: readonly ViewJob[],
  { input, mean, std }: ViewSize,
): Promise<Float32Array> {
  const plane = input * input;
  const all = new Float32Array(jobs.length * 3 * plane);
  const crops = jobs.map(({ file }) => readCrop(file, keptEdge(input)));
  // All are met below; one that fails before its turn must not count as unhandled.
  for (const crop of crops) crop.catch(() => {});
  for (const [index, { view, mirrored }] of jobs.entries()) {
    const planes = renderView(await crops[index], input, view, mirrored);
    for (let channel = 0; channel < 3; channel += 1) {
      const [m, s] = [mean[channel] ?? 0, std[channel] ?? 1];
      const at = (index * 3 + channel) * plane;
      for (let pixel = 0; pixel < plane; pixel += 1)
        all[at + pixel] = (planes[channel * plane + pixel] - m) / s;
    }
  }
  return all;
}
