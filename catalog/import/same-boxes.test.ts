import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Catalogue } from '../catalogue.ts';
import { createCatalogue } from '../open-catalogue.ts';
import { madeFile, storePhotos } from '../made-catalogue.fixture.ts';
import { planBoxImport, storeBoxImport } from './import-boxes.ts';
import { drawn, height, width, writeAllFormats } from './same-boxes.fixture.ts';

interface Stored {
  image: string;
  class: string;
  x: number;
  y: number;
  w: number;
  h: number;
  state: string;
  individual: string | null;
}

/** In whole thousandths of a pixel, which is where the fractions of formats end. */
const pixels = (fraction: number, side: number) => Math.round(fraction * side * 1000) / 1000;

const boxesIn = (catalogue: Catalogue): Stored[] =>
  catalogue
    .all<Stored>(
      `SELECT p.rel_path AS image, c.name AS class, b.x, b.y, b.w, b.h, b.state, i.code AS individual
       FROM boxes b JOIN photos p ON p.id = b.photo_id JOIN box_classes c ON c.id = b.class_id
       LEFT JOIN box_identity w ON w.box_id = b.id LEFT JOIN individuals i ON i.id = w.individual_id
       ORDER BY image, b.y, b.x`,
    )
    .map((box) => ({
      ...box,
      x: pixels(box.x, width),
      y: pixels(box.y, height),
      w: pixels(box.w, width),
      h: pixels(box.h, height),
    }));

/** What storing leaves in the catalogue; it is as it was afterwards. */
function storedBy(catalogue: Catalogue, store: () => void): Stored[] {
  const taken: Stored[][] = [];
  const back = new Error('as it was');
  try {
    catalogue.transaction(() => {
      store();
      taken.push(boxesIn(catalogue));
      throw back;
    });
  } catch (error) {
    if (error !== back) throw error;
  }
  return taken.flat();
}

it('the same boxes, whichever tool wrote them, are the same boxes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'resight-same-boxes-'));
  const catalogue = createCatalogue(folder, 'Same');
  try {
    storePhotos(catalogue, [madeFile('a.jpg'), madeFile('b.jpg')]);
    const formats = await writeAllFormats(join(folder, 'files'));
    for (const [name, { path, names, proposals, classes }] of Object.entries(formats)) {
      const { plan, report } = await planBoxImport(catalogue, path, undefined, { classes });
      const boxes = storedBy(catalogue, () => storeBoxImport(catalogue, plan, null, 9));
      expect({ name, notes: report.notes, boxes }).toEqual({
        name,
        notes: [],
        boxes: drawn.map(({ individual, ...box }) => ({
          ...box,
          state: proposals === true ? 'proposed' : 'accepted',
          individual: names === 'all' ? individual : null,
        })),
      });
    }
  } finally {
    catalogue.close();
    rmSync(folder, { recursive: true });
  }
});
