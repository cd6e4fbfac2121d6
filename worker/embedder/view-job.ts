import sharp from 'sharp';
import type { View } from './augmentation.ts';
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

export async function readCrop(file: string): Promise<SquarePicture> {
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  return { pixels: data, edge: info.width };
}

/** Normalised planes of the pictures, [jobs, 3, input, input]. */
export async function renderViews(
  jobs: readonly ViewJob[],
  { input, mean, std }: ViewSize,
): Promise<Float32Array> {
  const plane = input * input;
  const all = new Float32Array(jobs.length * 3 * plane);
  for (const [index, { file, view, mirrored }] of jobs.entries()) {
    const planes = renderView(await readCrop(file), input, view, mirrored);
    for (let channel = 0; channel < 3; channel += 1) {
      const [m, s] = [mean[channel] ?? 0, std[channel] ?? 1];
      const at = (index * 3 + channel) * plane;
      for (let pixel = 0; pixel < plane; pixel += 1)
        all[at + pixel] = (planes[channel * plane + pixel] - m) / s;
    }
  }
  return all;
}
