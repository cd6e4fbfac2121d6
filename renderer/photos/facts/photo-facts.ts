import { factSources, type FactSource } from '#terms/photos/fact-sources.ts';
import { rawKindOf } from '#terms/photos/file-kinds.ts';
import type { PhotoDetail } from '#terms/photos/photos.ts';
import { bytes, count, dateTime } from '../../parts/words.ts';
import { shiftWords } from './shift-words.ts';

const by = (source: FactSource | null): string =>
  source === null ? '' : ` · ${factSources[source].title}`;

function takenOf(photo: PhotoDetail): string {
  if (photo.takenMs === null) return 'unknown';
  const { utcOffsetMinutes: offset, clockShiftS: shift } = photo;
  const zone =
    offset === null
      ? ' (zone unknown)'
      : ` (UTC${offset < 0 ? '−' : '+'}${Math.abs(offset) / 60} h)`;
  const put = shift === 0 ? '' : `, clock ${shiftWords(shift)}`;
  return `${dateTime(photo.takenMs, photo.dayOnly)}${photo.dayOnly ? '' : zone}${by(photo.takenSource)}${put}`;
}

function placeOf({ place, latitude, longitude, positionSource }: PhotoDetail): string {
  const position =
    latitude === null || longitude === null
      ? ''
      : `${latitude.toFixed(5)}, ${longitude.toFixed(5)}${by(positionSource)}`;
  return [place ?? '', position].filter((part) => part !== '').join('; ') || '–';
}

/** What is known of a photo, line by line, each fact with where it comes from. */
export function factsOf(photo: PhotoDetail): [string, string][] {
  const raw = rawKindOf(photo.name);
  const kind = raw === null ? photo.format.toUpperCase() : `${raw.title}, shown by the JPEG in it`;
  return [
    ['Taken', takenOf(photo)],
    ['Encounter', photo.encounterName ?? 'none'],
    ['Species', photo.species ?? '–'],
    ['Place', placeOf(photo)],
    ['Camera', photo.camera ?? '–'],
    ['Lens', photo.lens ?? '–'],
    [
      'By',
      photo.photographer === null ? '–' : `${photo.photographer}${by(photo.photographerSource)}`,
    ],
    ['Size', `${count(photo.width)} × ${count(photo.height)} px, ${bytes(photo.bytes)} ${kind}`],
    [
      'Boxes',
      photo.boxes === 0
        ? 'none'
        : `${photo.boxes}${photo.proposedBoxes > 0 ? `, ${photo.proposedBoxes} to check` : ''}`,
    ],
    ['File', `${photo.path}${photo.replaced ? ' (another picture stands there now)' : ''}`],
    ...photo.copies.map((copy): [string, string] => [
      raw === null && rawKindOf(copy) !== null ? 'RAW' : 'Copy',
      copy,
    ]),
  ];
}
