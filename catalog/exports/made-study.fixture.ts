import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Side } from '#terms/sides.ts';
import type { NamingVerdict } from '#terms/identity/verdicts.ts';
import { insertBox } from '../boxes/insert-box.ts';
import type { Catalogue } from '../catalogue.ts';
import { madeCatalogue, madeFile, storePhotos } from '../made-catalogue.fixture.ts';
import { chooseModel } from '../versions/change-version.ts';
import { insertModel } from '../versions/add-version.ts';
import { addReviewer } from '../identity/add-reviewer.ts';

export const STUDY_UUID = '7f9d2b60-5f0e-4c1e-9d3a-0d6b4b1f2a10';

interface StudyPhoto {
  path: string;
  takenMs: number | null;
  encounter: number | null;
  position: [latitude: number, longitude: number] | null;
}

const at = (iso: string) => Date.parse(`${iso}Z`);

const photos: StudyPhoto[] = [
  {
    path: '2026-06-07/IMG_2041.JPG',
    takenMs: at('2026-06-07T10:42'),
    encounter: 0,
    position: [57.58, -4.09],
  },
  {
    path: '2026-06-07/IMG_2042.JPG',
    takenMs: at('2026-06-07T10:43'),
    encounter: 0,
    position: [57.581, -4.091],
  },
  {
    path: '2026-06-07/IMG_2043.JPG',
    takenMs: at('2026-06-07T10:50'),
    encounter: 0,
    position: null,
  },
  {
    path: '2026-06-09/a, "b".jpg',
    takenMs: at('2026-06-09T07:05'),
    encounter: 1,
    position: [57.7, -3.9],
  },
  {
    path: '2026-06-09/Línea 2.jpg',
    takenMs: at('2026-06-09T07:06'),
    encounter: 1,
    position: [57.7, -3.9],
  },
  {
    path: '2026-07-20/IMG_0001.jpg',
    takenMs: at('2026-07-20T15:00'),
    encounter: 2,
    position: [57.6, -4.0],
  },
  { path: 'undated/scan.jpg', takenMs: null, encounter: null, position: null },
  {
    path: '2026-06-07/empty sea.jpg',
    takenMs: at('2026-06-07T10:30'),
    encounter: 0,
    position: null,
  },
  { path: '2026-06-07/unseen.jpg', takenMs: at('2026-06-07T11:30'), encounter: 0, position: null },
];

/** What each identified box shows: photo (by number from 1), animal, and how sure it is. */
const seen: [photo: number, code: string, verdict: NamingVerdict, side: Side][] = [
  [1, 'TT001', 'new', 'left'],
  [2, 'TT001', 'match', 'right'],
  [2, 'TT-2', 'new', 'left'],
  [3, 'TT-2', 'probable', 'left'],
  [4, 'TT001', 'match', 'left'],
  [5, '=SUM(A1)', 'new', 'unknown'],
  [6, 'TT-2', 'match', 'right'],
  [7, 'TT001', 'match', 'left'],
];

/**
 * A small study with the odd things that real ones have: two animals in a photo, a photo without a time,
 * a probable match, names with commas, quotes and accents, a code that a spreadsheet would run, a checked
 * photo of empty sea and one that nobody looked at. Ids and times are the same each time.
 */
export function fillStudy(catalogue: Catalogue): void {
  storeStudyPhotos(catalogue);
  nameStudyAnimals(catalogue);
}

/** The photos of the study as an import brings them in, nothing known about them. */
export function storeStudyPhotos(catalogue: Catalogue): void {
  catalogue.run(
    `UPDATE settings SET value = json_quote(?) WHERE key = 'catalogue.uuid'`,
    STUDY_UUID,
  );
  storePhotos(
    catalogue,
    photos.map(({ path, takenMs, position }) => {
      const file = madeFile(path, { takenMs });
      if (file.outcome !== 'photo') return file;
      const [latitude, longitude] = position ?? [null, null];
      return {
        ...file,
        facts: {
          ...file.facts,
          latitude,
          longitude,
          utcOffsetMinutes: takenMs === null ? null : 60,
          photographer: 'E. Keen',
        },
      };
    }),
  );
}

function nameStudyAnimals(catalogue: Catalogue): void {
  for (const [name, place] of [
    ['2026-06-07 Chanonry', 'Chanonry'],
    ['2026-06-09 07:05', 'Spey Bay; outer'],
    ['2026-07-20 15:00', null],
  ]) {
    catalogue.run(
      `INSERT INTO encounters (name, origin, place, created_at) VALUES (?, 'person', ?, 0)`,
      name,
      place,
    );
  }
  photos.forEach(({ encounter }, index) => {
    if (encounter !== null) {
      catalogue.run('UPDATE photos SET encounter_id = ? WHERE id = ?', encounter + 1, index + 1);
    }
  });
  catalogue.run('UPDATE photos SET checked_at = 1 WHERE id <> 9');
  const reviewer = addReviewer(catalogue, 'Ann Lee', 0);
  for (const [code, name, sex, stage] of [
    ['TT001', 'Kesslet', 'female', 'adult'],
    ['TT-2', null, 'male', 'unknown'],
    ['=SUM(A1)', 'Two\nlines', 'unknown', 'calf'],
  ]) {
    catalogue.run(
      `INSERT INTO individuals (code, name, species, sex, life_stage, created_at)
       VALUES (?, ?, 'Tursiops truncatus', ?, ?, 0)`,
      code,
      name,
      sex,
      stage,
    );
  }
  seen.forEach(([photoId, code, verdict, side], index) => {
    const boxId = insertBox(
      catalogue,
      {
        photoId,
        classId: 1,
        x: 0.1 + (index % 3) * 0.3,
        y: 0.2,
        w: 1 / 4,
        h: 1 / 3,
        source: 'human',
        state: 'accepted',
        side,
      },
      1,
    );
    catalogue.run(
      `UPDATE boxes SET angle = ?, exposure = 3, focus = 2, visible = 3, distinctiveness = ? WHERE id = ?`,
      1 + (index % 3),
      index % 2 === 0 ? 3 : null,
      boxId,
    );
    catalogue.run(
      `INSERT INTO decisions (box_id, verdict, individual_id, reviewer_id, decided_at)
       VALUES (?, ?, (SELECT id FROM individuals WHERE code = ?), ?, ?)`,
      boxId,
      verdict,
      code,
      reviewer.id,
      at('2026-08-01T12:00'),
    );
  });
  mkdirSync(catalogue.layout.models, { recursive: true });
  writeFileSync(join(catalogue.layout.models, 'detector-1.onnx'), 'bytes of a network\n');
  const model = insertModel(
    catalogue,
    {
      kind: 'detector',
      architecture: 'yolov5n',
      origin: 'trained',
      state: 'ready',
      metrics: { meanAveragePrecision: 0.91 },
      files: { onnx: 'models/detector-1.onnx' },
    },
    0,
  );
  chooseModel(catalogue, model.id);
  insertBox(
    catalogue,
    {
      photoId: 3,
      classId: 3,
      x: 0.5,
      y: 0.5,
      w: 0.1,
      h: 0.1,
      source: 'model',
      state: 'proposed',
      confidence: 0.7,
    },
    1,
  );
}

/** The study in a catalogue of its own; `remove` takes it away. */
export function madeStudy() {
  const made = madeCatalogue();
  fillStudy(made.catalogue);
  return made;
}
