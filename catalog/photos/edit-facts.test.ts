import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { trackOptions, type PhotoChange } from '#terms/photos/edits.ts';
import type { Catalogue } from '../catalogue.ts';
import { madeCatalogue, madeFile, storePhotos } from '../made-catalogue.fixture.ts';
import { cameraTimes } from '../queries/camera-times.ts';
import { getPhoto } from '../queries/photos.ts';
import { editPhotos, lastPhotoEdit, undoPhotoEdit } from './edit-facts.ts';
import { readGpx } from './gpx.ts';
import { placeOnTrack } from './place-on-track.ts';

let catalogue: Catalogue;
let remove: () => void;
const noon = Date.UTC(2026, 5, 7, 12);
const by = { reviewerId: null, now: 9 };
beforeEach(() => {
  ({ catalogue, remove } = madeCatalogue());
  storePhotos(catalogue, [
    madeFile('a.jpg', { takenMs: noon }),
    madeFile('b.jpg', { takenMs: noon + 60_000 }),
    madeFile('c.jpg'),
  ]);
});
afterEach(() => remove());

const edit = (photoIds: number[], change: PhotoChange) =>
  editPhotos(catalogue, photoIds, change, by);
const taken = (id: number) => getPhoto(catalogue, id).takenMs;

describe('a change of photos', () => {
  it('shifts a camera’s clock, of photos that have a time, and is taken back as one', () => {
    const made = edit([1, 2, 3], { shiftS: -3600 });
    expect(made.photos).toBe(2);
    expect([1, 2, 3].map(taken)).toEqual([noon - 3_600_000, noon - 3_540_000, null]);
    expect(getPhoto(catalogue, 1)).toMatchObject({ clockShiftS: -3600, takenSource: 'exif' });
    expect(lastPhotoEdit(catalogue)).toMatchObject({ photos: 2, action: 'shift of the clock' });
    expect(undoPhotoEdit(catalogue, made.editId ?? 0, by).photos).toBe(2);
    expect([1, 2, 3].map(taken)).toEqual([noon, noon + 60_000, null]);
    expect(getPhoto(catalogue, 1).clockShiftS).toBe(0);
    expect(lastPhotoEdit(catalogue)).toBeNull();
    expect(() => undoPhotoEdit(catalogue, made.editId ?? 0, by)).toThrow('taken back already');
  });

  it('sets a day and keeps the time of day, or sets that too, and says that a person did', () => {
    const day = Date.UTC(2025, 0, 2);
    edit([1, 3], { day });
    expect([1, 3].map(taken)).toEqual([day + 12 * 3_600_000, day]);
    expect(getPhoto(catalogue, 1).takenSource).toBe('person');
    edit([1, 3], { timeS: 90 });
    expect([1, 3].map(taken)).toEqual([day + 90_000, day + 90_000]);
    edit([1], { day: null });
    expect(getPhoto(catalogue, 1)).toMatchObject({ takenMs: null, takenSource: null });
  });

  it('sets place and photographer, and undo leaves what was changed again since', () => {
    const first = edit([1, 2], {
      position: { latitude: 57.5, longitude: -4 },
      place: 'Chanonry',
      photographer: 'Ann',
    });
    edit([2], { place: 'Kessock' });
    expect(getPhoto(catalogue, 1)).toMatchObject({
      latitude: 57.5,
      positionSource: 'person',
      place: 'Chanonry',
      photographer: 'Ann',
      photographerSource: 'person',
    });
    expect(edit([1], { place: 'Chanonry', photographer: 'Ann' })).toEqual({
      editId: null,
      photos: 0,
    });
    undoPhotoEdit(catalogue, first.editId ?? 0, by);
    expect(getPhoto(catalogue, 1)).toMatchObject({
      latitude: null,
      place: null,
      photographer: null,
    });
    expect(getPhoto(catalogue, 2)).toMatchObject({ latitude: null, place: 'Kessock' });
  });

  it('shows the cameras of the same days on one line of time', () => {
    catalogue.run(`UPDATE photos SET camera = iif(id = 1, 'Canon', 'Nikon')`);
    expect(cameraTimes(catalogue, [1])).toEqual([
      { camera: 'Canon', chosen: [noon], others: [], photos: 1 },
      { camera: 'Nikon', chosen: [], others: [noon + 60_000], photos: 1 },
    ]);
  });
});

const gpx = (points: [string, number, number][]) =>
  Buffer.from(
    `<?xml version="1.0"?><gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>${points
      .map(([time, lat, lon]) => `<trkpt lat="${lat}" lon="${lon}"><time>${time}</time></trkpt>`)
      .join('')}</trkseg></trk></gpx>`,
  );

describe('a track', () => {
  const points = () =>
    readGpx(
      gpx([
        ['2026-06-07T11:04:00Z', 57.6, -4.2],
        ['2026-06-07T11:00:00Z', 57.5, -4],
        ['2026-06-07T11:02:00', 57.6, -4.2],
      ]),
      'boat.gpx',
    );
  const place = (options: object, dryRun = false) =>
    placeOnTrack(catalogue, [1, 2, 3], points(), trackOptions.parse(options), { ...by, dryRun });

  it('places photos by their time, zone and clock, between its points', () => {
    expect(place({}, true)).toMatchObject({ placed: 0, withoutZone: 2, undated: 1, points: 3 });
    expect(place({ zoneMinutes: 60 }, true)).toMatchObject({ placed: 2, photos: 0 });
    expect(getPhoto(catalogue, 2).latitude).toBeNull();
    const made = place({ zoneMinutes: 60 });
    expect(made).toMatchObject({ placed: 2, photos: 2 });
    expect(getPhoto(catalogue, 2)).toMatchObject({ positionSource: 'track' });
    expect(getPhoto(catalogue, 2).latitude).toBeCloseTo(57.55, 9);
    expect(getPhoto(catalogue, 2).longitude).toBeCloseTo(-4.1, 9);
    expect(place({ zoneMinutes: 60 })).toMatchObject({ placed: 0, hadPosition: 2 });
    expect(place({ zoneMinutes: 60, aheadS: 60, replace: true })).toMatchObject({ placed: 2 });
    expect(getPhoto(catalogue, 2).latitude).toBeCloseTo(57.5, 9);
  });

  it('leaves photos of other times, and takes the zone that a photo says itself', () => {
    catalogue.run('UPDATE photos SET utc_offset_minutes = 120 WHERE id = 1');
    expect(place({ zoneMinutes: 60, mostGapS: 120 })).toMatchObject({ placed: 1, outside: 1 });
  });

  it('goes the short way over the antimeridian', () => {
    catalogue.run('UPDATE photos SET utc_offset_minutes = 0');
    const over = readGpx(
      gpx([
        ['2026-06-07T11:59:00Z', -17, 179.9],
        ['2026-06-07T12:01:00Z', -17, -179.9],
      ]),
      'a.gpx',
    );
    placeOnTrack(catalogue, [1], over, trackOptions.parse({}), { ...by, dryRun: false });
    expect(Math.abs(getPhoto(catalogue, 1).longitude ?? 0)).toBeCloseTo(180, 9);
  });

  it.each([
    ['no xml', 'is no GPX file'],
    ['<kml></kml>', 'is no GPX file'],
    ['<gpx></gpx>', 'has no point with a time'],
    ['<gpx><trk><trkseg><trkpt lat="1" lon="2"/></trkseg></trk></gpx>', 'has no point with a time'],
  ])('%s is refused in words', (text, words) => {
    expect(() => readGpx(Buffer.from(text), 'a.gpx')).toThrow(words);
  });
});
