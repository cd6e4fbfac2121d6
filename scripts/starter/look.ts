/**
 * Draws what a detector finds onto real photos, for a person to look at: `node scripts/starter/look.ts
 * WEIGHTS OUT LONGEST TILES PHOTO…`. LONGEST is the long side of its input in pixels, TILES how many
 * overlapping tiles lie across a photo (1 looks at the whole photo only). Writes OUT/NAME.png.
 */
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { detectionsOf } from '#models/detection/decode.ts';
import type { ScoredBox } from '#models/detection/boxes.ts';
import { inputFor, letterboxGrey, letterboxOf, toPhoto } from '#models/detection/letterbox.ts';
import { forUse, suppress } from '#models/detection/suppress.ts';
import { detectorInference } from '#models/nets/detectors/export.ts';
import { readDetector } from '#models/nets/detectors/weights.ts';
import { inferenceModel } from '#models/session/export-network.ts';
import { Inference } from '#models/session/inference.ts';

const [weights, out, longest, tiles, ...photos] = process.argv.slice(2);
if (weights === undefined || out === undefined || longest === undefined || tiles === undefined)
  throw new Error('Say which weights, where to write, the input, the tiles, and the photos.');
const detector = await readDetector(weights);
await mkdir(out, { recursive: true });

interface Part {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The whole photo, and where more than one is asked for tiles that overlap by a fifth. */
function partsOf(width: number, height: number, across: number): Part[] {
  const parts = [{ left: 0, top: 0, width, height }];
  if (across < 2) return parts;
  const side = Math.round(width / (across - 0.2 * (across - 1)));
  const rows = Math.max(1, Math.ceil((height - 0.2 * side) / (0.8 * side)));
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < across; column += 1) {
      const left = Math.round((column * (width - side)) / (across - 1));
      const top = rows === 1 ? 0 : Math.round((row * Math.max(0, height - side)) / (rows - 1));
      parts.push({ left, top, width: side, height: Math.min(side, height - top) });
    }
  return parts;
}

async function look(photo: Buffer, part: Part): Promise<ScoredBox[]> {
  const input = inputFor(part, Number(longest));
  const laid = letterboxOf(part, input);
  const pixels = await sharp(photo)
    .extract(part)
    .resize(laid.width, laid.height, { fit: 'fill' })
    .extend({
      left: laid.left,
      top: laid.top,
      right: input.width - laid.width - laid.left,
      bottom: input.height - laid.height - laid.top,
      background: { r: letterboxGrey, g: letterboxGrey, b: letterboxGrey },
    })
    .removeAlpha()
    .raw()
    .toBuffer();
  const plane = input.width * input.height;
  const picture = new Float32Array(3 * plane);
  for (let at = 0; at < plane; at += 1)
    for (let channel = 0; channel < 3; channel += 1)
      picture[channel * plane + at] = pixels[at * 3 + channel] / 255;
  await using network = await Inference.open(
    inferenceModel(detectorInference({ ...detector, input })),
    { threads: 2 },
  );
  const rows = await network.run(picture);
  const found = detectionsOf(rows, {
    classes: detector.classes.length,
    confidence: forUse.confidence,
  });
  return found.map((box) => {
    const inPart = toPhoto(laid, box, part);
    return { ...inPart, x: inPart.x + part.left, y: inPart.y + part.top };
  });
}

const colours = ['#ff3030', '#30ff60', '#3080ff', '#ffe030'];
for (const path of photos) {
  const photo = await sharp(path).rotate().toBuffer();
  const { width, height } = await sharp(photo).metadata();
  const found: ScoredBox[] = [];
  for (const part of partsOf(width, height, Number(tiles)))
    found.push(...(await look(photo, part)));
  const kept = suppress(found, forUse);
  const line = Math.max(2, width / 400);
  const marks = kept.map(
    ({ x, y, w, h, label, confidence }) =>
      `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="none" stroke="${colours[label % 4]}" stroke-width="${line}"/>` +
      `<text x="${x + line}" y="${y - line * 2}" font-size="${line * 9}" fill="${colours[label % 4]}">${confidence.toFixed(2)}</text>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${marks.join('')}</svg>`;
  await sharp(photo)
    .composite([{ input: Buffer.from(svg) }])
    .toBuffer()
    .then((drawn) =>
      sharp(drawn)
        .resize(900, 900, { fit: 'inside' })
        .png()
        .toFile(join(out, `${basename(path).replace(/\.[^.]*$/, '')}.png`)),
    );
  const said = kept.map(({ label, confidence, x, y, w, h }) => {
    const of = (value: number, whole: number) => (value / whole).toFixed(3);
    return `${detector.classes[label]} ${confidence.toFixed(2)} at ${of(x, width)} ${of(y, height)}, ${of(w, width)}×${of(h, height)}`;
  });
  console.log(basename(path), `${width}×${height}:`, said.join('; ') || 'nothing');
}
