import { expect, it } from 'vitest';
import { acceptAbove } from '../boxes/accept-proposals.ts';
import { storeDetections } from '../boxes/store-detections.ts';
import type { Catalogue } from '../catalogue.ts';
import { importTable } from '../import/import-table.fixture.ts';
import { madeCatalogue, madeFile, storePhotos } from '../made-catalogue.fixture.ts';
import { identityBoxes } from '../queries/identity-boxes.ts';
import { listIndividuals } from '../queries/individuals.ts';
import { catalogueOverview } from '../queries/overview.ts';
import { namesToPlace } from '../queries/waiting-names.ts';
import { sightedBoxes } from '../sightings/sighted-box.ts';
import { detectorSet } from '../training/detector-set.ts';
import { insertModel } from '../versions/add-version.ts';

/** Fins that a detector finds on each photo, by their left edges. */
const fins: Record<string, number[]> = {
  'one.jpg': [0.3],
  'two.jpg': [0.2, 0.6],
  'none.jpg': [],
  'both.jpg': [0.1, 0.7],
  'nobody.jpg': [0.5],
  'test.jpg': [],
};
const train = `image,species,individual_id
one.jpg,beluga,id1
two.jpg,beluga,id2
none.jpg,kiler_whale,id3
both.jpg,beluga,id1
both.jpg,beluga,id4
`;

const names = (catalogue: Catalogue) => importTable(catalogue, train);

function detect(catalogue: Catalogue): void {
  const model = { kind: 'detector', architecture: 'yolov5n', origin: 'starter' } as const;
  const { id } = insertModel(catalogue, { ...model, state: 'ready' }, 1);
  const photos = catalogue.all<{ id: number; name: string }>('SELECT id, name FROM photos');
  const found = photos.map(({ id: photoId, name }) => ({
    photoId,
    boxes: (fins[name] ?? []).map((x) => ({
      className: 'dorsal fin',
      x,
      y: 0.4,
      w: 0.2,
      h: 0.2,
      confidence: 0.8,
    })),
  }));
  storeDetections(catalogue, id, found, 10);
}

const accept = (catalogue: Catalogue) => acceptAbove(catalogue, 0.5, null, 20);

/** What is in a catalogue, whatever the numbers of its rows and the order of its log. */
function contentAfter(steps: readonly ((catalogue: Catalogue) => unknown)[]) {
  const { catalogue, remove } = madeCatalogue();
  storePhotos(
    catalogue,
    Object.keys(fins).map((name) => madeFile(name)),
  );
  for (const step of steps) step(catalogue);
  const {
    boxes,
    identifiedBoxes,
    openBoxes,
    individuals,
    namesUnboxed,
    namesToPlace: asked,
    namesToCheck,
  } = catalogueOverview(catalogue);
  const content = {
    overview: { boxes, identifiedBoxes, openBoxes, individuals, namesUnboxed, asked, namesToCheck },
    individuals: listIndividuals(catalogue).map(({ code, species, sightings }) => [
      code,
      species,
      sightings,
    ]),
    seen: [...sightedBoxes(catalogue.db)].map(
      ({ code, photoName, kind, x, verdict, decisionOrigin }) => [
        code,
        photoName,
        kind,
        x,
        verdict,
        decisionOrigin,
      ],
    ),
    lookedAt: identityBoxes(catalogue)
      .map(({ photoName, x, w, code }) => [photoName, x, w, code])
      .sort((a, b) => String(a).localeCompare(String(b))),
    asked: namesToPlace(catalogue, 10).rows.map(({ name, boxIds }) => [
      name.code,
      name.photoName,
      boxIds.length,
    ]),
    taught: detectorSet(catalogue).photos.map(({ name, boxes: own }) => [name, own.length]),
  };
  remove();
  return content;
}

it('names first or the detector first, the catalogue is the same', () => {
  const namesFirst = contentAfter([names, detect, accept]);
  expect(namesFirst.seen).toEqual([
    ['id1', 'both.jpg', 'name', 0, 'match', 'import'],
    ['id1', 'one.jpg', 'place', 0.3, 'match', 'import'],
    ['id2', 'two.jpg', 'name', 0, 'match', 'import'],
    ['id3', 'none.jpg', 'whole', 0, 'match', 'import'],
    ['id4', 'both.jpg', 'name', 0, 'match', 'import'],
  ]);
  expect(namesFirst.overview).toMatchObject({
    boxes: 6,
    identifiedBoxes: 1,
    asked: 3,
    namesUnboxed: 1,
  });
  expect(namesFirst.lookedAt.filter(([, , w]) => w === 1)).toEqual([
    ['none.jpg', 0, 1, 'id3'],
    ['test.jpg', 0, 1, null],
  ]);
  expect(contentAfter([detect, accept, names])).toEqual(namesFirst);
  expect(contentAfter([detect, names, accept])).toEqual(namesFirst);
  // Told again, nothing is added.
  expect(contentAfter([names, detect, accept, names])).toEqual(namesFirst);
});
