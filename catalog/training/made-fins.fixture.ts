/** A catalogue of small real pictures of fins that differ in shape, boxed and identified by import. */
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import sharp from 'sharp';
import { insertBox } from '../boxes/insert-box.ts';
import type { KnownSide } from '#terms/sides.ts';
import type { Catalogue } from '../catalogue.ts';
import { nameBox } from '../identity/named-box.fixture.ts';
import { readFacts } from '../pictures/picture.ts';
import { storeImportedFiles } from '../import/store-photos.ts';
import type { ImportedFile } from '#terms/photos/imported-file.ts';

interface MadeFin {
  /** `A`, `B`, …; null leaves the box without a name. */
  animal: string | null;
  /** Whose fin is drawn; `animal` where not given. */
  drawn?: string;
  encounter: string;
  side?: KnownSide;
}

/** A triangle with a notch whose place tells the animal. */
async function drawFin(path: string, drawn: string, shade: number): Promise<void> {
  const kind = drawn.charCodeAt(0) - 65;
  const notch = 20 + 14 * (kind % 6);
  const tip = 50 + 20 * (kind % 3);
  const sea = `rgb(${40 + (shade % 60)},${90 + (shade % 50)},140)`;
  const fin = `<polygon points="20,110 ${tip},15 ${tip + 12},${notch} ${tip - 2},${notch + 8} ${tip + 14},${notch + 16} 130,110" fill="#222"/>`;
  await sharp(
    Buffer.from(
      `<svg width="160" height="120"><rect width="160" height="120" fill="${sea}"/>${fin}</svg>`,
    ),
  )
    .png()
    .toFile(path);
}

/** @returns ids of the boxes, in order */
export async function addFins(
  catalogue: Catalogue,
  folder: string,
  fins: readonly MadeFin[],
): Promise<number[]> {
  mkdirSync(folder, { recursive: true });
  const before = catalogue.value<number>('SELECT count(*) FROM photos') ?? 0;
  const files: ImportedFile[] = [];
  for (const [at, { animal, drawn = animal ?? 'A' }] of fins.entries()) {
    const relPath = `fin${before + at}.png`;
    const path = join(folder, relPath);
    await drawFin(path, drawn, 7 * (before + at));
    const content = await readFile(path);
    files.push({
      outcome: 'photo',
      root: folder,
      relPath,
      bytes: content.length,
      mtimeMs: 1,
      sha256: createHash('sha256').update(content).digest('hex'),
      facts: await readFacts(content),
      pictureHash: null,
      sameAs: null,
    });
  }
  storeImportedFiles(catalogue, files, 1, () => true);
  return fins.map(({ animal, encounter, side = 'left' }, at) => {
    const photoId =
      catalogue.value<number>('SELECT id FROM photos WHERE name = ?', `fin${before + at}.png`) ?? 0;
    const encounterId =
      catalogue.value<number>('SELECT id FROM encounters WHERE name = ?', encounter) ??
      catalogue.run(
        `INSERT INTO encounters (name, origin, created_at) VALUES (?, 'person', 1)`,
        encounter,
      ).id;
    catalogue.run('UPDATE photos SET encounter_id = ? WHERE id = ?', encounterId, photoId);
    const boxId = insertBox(
      catalogue,
      {
        photoId,
        classId: 1,
        x: 0.1,
        y: 0.1,
        w: 0.75,
        h: 0.85,
        source: 'import',
        state: 'accepted',
        side,
      },
      1,
    );
    if (animal !== null) nameBox(catalogue, boxId, animal);
    return boxId;
  });
}

/** Animals that are each seen in several encounters, `photos` times in each. */
export function season(animals: number, encounters: number, photos = 1): MadeFin[] {
  return Array.from({ length: encounters }, (_, encounter) =>
    Array.from({ length: animals * photos }, (_, at) => ({
      animal: String.fromCharCode(65 + (at % animals)),
      encounter: `encounter ${encounter}`,
    })),
  ).flat();
}
