import { blankAttributes } from '#terms/boxes/attributes.ts';
import type { SightedBox } from '../sightings/sighted-box.ts';
import { sightings, type Sighting } from '../sightings/sightings.ts';

/** An identified box like any other; tests change what they are about. */
export function madeBox(change: Partial<SightedBox> = {}): SightedBox {
  return {
    kind: 'place',
    boxId: 1,
    x: 0.25,
    y: 0.25,
    w: 0.5,
    h: 0.5,
    className: 'dorsal fin',
    ...blankAttributes,
    side: 'left',
    angle: 3,
    exposure: 2,
    focus: 3,
    visible: 3,
    distinctiveness: 2,
    individualId: 1,
    code: 'TT001',
    name: 'Kesslet',
    individualSpecies: 'Tursiops truncatus',
    sex: 'unknown',
    lifeStage: 'adult',
    photoId: 1,
    photoName: 'IMG_2041.JPG',
    photoPath: '2026-06-07/IMG_2041.JPG',
    sha256: 'a'.repeat(64),
    takenMs: Date.UTC(2026, 5, 7, 10, 42),
    dayOnly: false,
    utcOffsetMinutes: 60,
    latitude: 57.58,
    longitude: -4.09,
    photographer: 'E. Keen',
    encounterId: 1,
    encounterName: '2026-06-07 Chanonry',
    encounterSpansDays: false,
    place: 'Chanonry',
    encounterSpecies: null,
    verdict: 'match',
    decisionOrigin: 'person',
    reviewer: 'Ann',
    decidedAt: Date.UTC(2026, 5, 9),
    isDisputed: false,
    ...change,
  };
}

/** A sighting of one box. */
export function madeSighting(change: Partial<SightedBox> = {}): Sighting {
  const [sighting] = sightings([madeBox(change)]);
  return sighting;
}
