/** Pictures of the report: photos with what was found on them, and fins beside whom they were taken for. */
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { cutOut } from '#catalog/pictures/picture.ts';
import { REVIEWER } from './person.ts';
import type { Quickstart } from './quickstart.ts';

const PHOTOS = 6;
const PAIRS = 12;
const PHOTO_WIDTH = 330;
const FIN_EDGE = 150;

const asAddress = (jpeg: Buffer) => `data:image/jpeg;base64,${jpeg.toString('base64')}`;

/** Photos that the detector looked at, with its boxes as they were judged. */
export async function detectedPhotos({ client }: Quickstart): Promise<string> {
  const shown: string[] = [];
  const ids = await client.photos.ids({ filter: { boxes: 'some' } });
  for (const photoId of ids.toReversed()) {
    if (shown.length === PHOTOS) break;
    const { boxes } = await client.boxes.ofPhoto({ photoId });
    const found = boxes.filter(({ source }) => source === 'model');
    if (found.length === 0) continue;
    const { path, name } = await client.photos.get({ photoId });
    const { data, info } = await sharp(await readFile(path), { autoOrient: true })
      .resize({ width: PHOTO_WIDTH })
      .toBuffer({ resolveWithObject: true });
    const outlines = found.map(({ x, y, w, h, state }) => {
      const color = state === 'accepted' ? '#2fbf71' : '#ff5a3c';
      return `<rect x="${x * info.width}" y="${y * info.height}" width="${w * info.width}" height="${h * info.height}" fill="none" stroke="${color}" stroke-width="2"/>`;
    });
    const drawn = await sharp(data)
      .composite([
        {
          input: Buffer.from(
            `<svg xmlns="http://www.w3.org/2000/svg" width="${info.width}" height="${info.height}">${outlines.join('')}</svg>`,
          ),
        },
      ])
      .jpeg({ quality: 80 })
      .toBuffer();
    shown.push(
      `<figure><img alt="${name} with ${found.length} boxes" src="${asAddress(drawn)}"><figcaption>${name}</figcaption></figure>`,
    );
  }
  return shown.join('');
}

/** The latest decisions: the fin, and the photo of whom the network put first. */
export async function matchedFins({ client }: Quickstart): Promise<string> {
  const reviewer = (await client.settings.reviewers()).find(({ name }) => name === REVIEWER);
  if (reviewer === undefined) return '';
  const { rows } = await client.decisions.log({
    limit: PAIRS * 4,
    filter: { reviewerId: reviewer.id, verdict: 'match' },
  });
  const finOf = async (boxId: number) => {
    const box = await client.decisions.box({ boxId });
    const { path } = await client.photos.get({ photoId: box.photoId });
    return asAddress(await cutOut(await readFile(path), box, 0.08, FIN_EDGE));
  };
  const shown: string[] = [];
  for (const { boxId, code, individualId, candidates } of rows) {
    const first = candidates.find(({ bestBoxId }) => bestBoxId !== null);
    if (first?.bestBoxId === null || first?.bestBoxId === undefined) continue;
    if (shown.length === PAIRS) break;
    const isRight = first.individualId === individualId;
    const said = isRight
      ? `<span class="right">right: ${first.code}</span>`
      : `<span class="wrong">${first.code}, and it is ${code ?? 'another'}</span>`;
    const likely =
      first.probability === null ? '' : `, probability ${first.probability.toFixed(2)}`;
    shown.push(
      `<figure><div class="pair"><img alt="the fin" src="${await finOf(boxId)}"><img alt="whom it was taken for" src="${await finOf(first.bestBoxId)}"></div><figcaption>${said}${likely}</figcaption></figure>`,
    );
  }
  return shown.join('');
}
