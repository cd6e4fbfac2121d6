import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { intoPlace } from '#catalog/formats/into-place.ts';
import type { DemoPlan, PlannedPhoto } from './plan.ts';
import { drawScene } from './scene.ts';
import { truthOf } from './truth.ts';
import type { TruthPhoto } from '#terms/demo.ts';
import { zoneOf } from './zone.ts';

/** EXIF writes degrees as three fractions. */
function rationals(degrees: number): string {
  const whole = Math.floor(Math.abs(degrees));
  const minutes = (Math.abs(degrees) - whole) * 60;
  const full = Math.floor(minutes);
  return `${whole}/1 ${full}/1 ${Math.round((minutes - full) * 60 * 1000)}/1000`;
}

/** `2026:06:07 10:42:05`, as EXIF has it. */
const exifTime = (wallMs: number) =>
  new Date(wallMs).toISOString().slice(0, 19).replace('T', ' ').replaceAll('-', ':');

/** Draws one photo of a plan and writes it as a camera would, whole or not at all. */
export async function writePhoto(
  plan: DemoPlan,
  photo: PlannedPhoto,
  folder: string,
): Promise<TruthPhoto> {
  const drawn = drawScene(photo.scene);
  const { width, height } = drawn;
  const upright = sharp(drawn.pixels, { raw: { width, height, channels: 3 } });
  // Orientation 6 is shown turned a quarter to the right, so it is stored turned to the left.
  const stored = photo.orientation === 6 ? upright.rotate(270) : upright;
  const path = join(folder, photo.file);
  await mkdir(dirname(path), { recursive: true });
  const bytes = await stored
    .jpeg({ quality: photo.scene.camera.quality })
    .withExif({
      IFD0: {
        Make: plan.camera.make,
        Model: plan.camera.model,
        Artist: plan.camera.artist,
        Orientation: String(photo.orientation),
      },
      IFD2: {
        DateTimeOriginal: exifTime(photo.takenMs),
        OffsetTimeOriginal: zoneOf(plan.utcOffsetMinutes),
      },
      IFD3: {
        GPSLatitudeRef: photo.latitude < 0 ? 'S' : 'N',
        GPSLatitude: rationals(photo.latitude),
        GPSLongitudeRef: photo.longitude < 0 ? 'W' : 'E',
        GPSLongitude: rationals(photo.longitude),
      },
    })
    .withMetadata({ orientation: photo.orientation })
    .toBuffer();
  await writeFile(`${path}.partial`, bytes);
  await intoPlace(`${path}.partial`, path);
  return truthOf(plan, photo, drawn);
}
