import { boxVersion } from '../queries/decisions.ts';
import { insertBox } from '../boxes/insert-box.ts';
import type { Catalogue } from '../catalogue.ts';
import { madeFile, storePhotos } from '../made-catalogue.fixture.ts';
import type { Reader } from '../moment.ts';
import { addReviewer } from './add-reviewer.ts';
import { decide } from './decide.ts';

/** Fins that nobody has judged, one a photo, and somebody who will. */
export function addOpenFins(catalogue: Catalogue, count: number): void {
  storePhotos(
    catalogue,
    Array.from({ length: count }, (_, at) => madeFile(`${at}.jpg`)),
  );
  addReviewer(catalogue, 'Ann', 1);
  for (let photoId = 1; photoId <= count; photoId += 1)
    insertBox(
      catalogue,
      { photoId, classId: 1, x: 0.1, y: 0.1, w: 0.5, h: 0.5, source: 'human', state: 'accepted' },
      1,
    );
}

/** Judges one fin after another, again and again, as long as it is let. @param told of every stored decision */
export function judgeOnAndOn(catalogue: Catalogue, told: (decisionId: number) => void): never {
  const boxes = catalogue.all<{ id: number }>('SELECT id FROM boxes ORDER BY id');
  const reviewerId = catalogue.value<number>('SELECT id FROM reviewers') ?? 0;
  for (let at = 0; ; at += 1) {
    const { id: boxId } = boxes[at % boxes.length];
    const { decisionIds } = decide(
      catalogue,
      {
        boxes: [{ boxId, version: boxVersion(catalogue, boxId, 'first') }],
        verdict: 'cannot-compare',
        individualId: null,
        code: null,
        round: 'first',
        candidates: [],
        modelId: null,
        note: '',
        reviewerId,
      },
      Date.now(),
    );
    for (const id of decisionIds) told(id);
  }
}

/** Numbers of all decisions that stand in a catalogue. */
export const decisionsIn = (catalogue: Reader): Set<number> =>
  new Set(catalogue.all<{ id: number }>('SELECT id FROM decisions').map(({ id }) => id));

/** From now on a decision is acknowledged before it is on the disk, as it once was. */
export const acknowledgeEarly = (catalogue: Catalogue): void => {
  catalogue.db.pragma('synchronous = NORMAL');
};
