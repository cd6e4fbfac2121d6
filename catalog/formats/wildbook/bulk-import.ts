import { rawKindOf } from '#terms/photos/file-kinds.ts';
import { promisify } from 'node:util';
import writeXlsxFile from 'write-excel-file/node';
import yauzl from 'yauzl';
import { qualityOf } from '#terms/boxes/attributes.ts';
import type { ExportOptions } from '#terms/exports/options.ts';
import type { SightedBox } from '../../sightings/sighted-box.ts';
import type { Sighting } from '../../sightings/sightings.ts';
import { ExportError } from '../export-error.ts';
import { scientificName } from '../scientific-name.ts';
import { zipStream, type ZipEntry } from '../zip-stream.ts';

/** Wildbook takes at most this many encounters a sheet. */
const ENCOUNTERS_A_SHEET = 200;

export type WildbookOptions = Pick<
  ExportOptions,
  'submitterId' | 'defaultLocationId' | 'scientificNames'
>;

type Cell = string | number | null;

/** Wildbook accepts only A–Z, a–z, 0–9, periods and blanks in names of media files. */
export function mediaName(photo: Pick<SightedBox, 'photoName' | 'photoId'>): string {
  const dot = photo.photoName.lastIndexOf('.');
  const stem = (dot > 0 ? photo.photoName.slice(0, dot) : photo.photoName)
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9. ]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const extension =
    rawKindOf(photo.photoName) !== null
      ? // The JPEG in a RAW file is what is sent.
        'jpg'
      : dot > 0
        ? photo.photoName.slice(dot + 1).replace(/[^A-Za-z0-9]/g, '')
        : 'jpg';
  // The id keeps two photos apart whose names differ only in characters that were dropped.
  return `${stem === '' ? 'photo' : stem} ${photo.photoId}.${extension}`;
}

/** Our worst-of-four grade 1–3 on Wildbook's scale 0–4. */
const wildbookQuality = (grade: number | null) => (grade === null ? null : [0, 1, 2, 4][grade]);

function scientific(sighting: Sighting, options: WildbookOptions): [string, string] {
  const name = scientificName(sighting.species, options.scientificNames) ?? '';
  const [genus, epithet] = name.split(' ');
  if (epithet === undefined) {
    throw new ExportError(
      `${sighting.code} has the species "${sighting.species ?? ''}"; Wildbook needs a genus and a specific epithet, such as "Tursiops truncatus". Set the species, or give its scientific name for this export.`,
      { individual: sighting.code },
    );
  }
  return [genus, epithet];
}

function columnsOf(sighting: Sighting, options: WildbookOptions): Record<string, Cell> {
  const [genus, epithet] = scientific(sighting, options);
  if (sighting.takenMs === null) {
    throw new ExportError(
      `A sighting of ${sighting.code} has no date, and Wildbook needs year, month and day. Leave out sightings without a date.`,
      { individual: sighting.code },
    );
  }
  const date = new Date(sighting.takenMs);
  const photos = [...new Map(sighting.boxes.map((box) => [box.photoId, box])).values()];
  const columns: Record<string, Cell> = {};
  photos.forEach((photo, index) => {
    columns[`Encounter.mediaAsset${index}`] = mediaName(photo);
    columns[`Encounter.mediaAsset${index}.quality`] = wildbookQuality(qualityOf(photo));
  });
  return {
    ...columns,
    'Encounter.genus': genus,
    'Encounter.specificEpithet': epithet,
    'Encounter.year': date.getUTCFullYear(),
    'Encounter.month': date.getUTCMonth() + 1,
    'Encounter.day': date.getUTCDate(),
    'Encounter.hour': sighting.dayOnly ? null : date.getUTCHours(),
    'Encounter.minutes': sighting.dayOnly ? null : date.getUTCMinutes(),
    'Encounter.locationID': sighting.place ?? options.defaultLocationId,
    'Encounter.submitterID': options.submitterId,
    'MarkedIndividual.individualID': sighting.code,
    'Encounter.sightingID': sighting.encounterName,
    'Encounter.decimalLatitude': sighting.latitude,
    'Encounter.decimalLongitude': sighting.longitude,
    'Encounter.sex': sighting.sex === 'unknown' ? null : sighting.sex,
    'Encounter.lifeStage': sighting.lifeStage === 'unknown' ? null : sighting.lifeStage,
  };
}

/** Media columns first, by number; the rest in the order of their first appearance. */
function orderColumns(names: Iterable<string>): string[] {
  const number = (name: string) =>
    Number(/^Encounter\.mediaAsset(\d+)/.exec(name)?.[1] ?? Infinity);
  return [...names].sort((a, b) => {
    const byNumber = number(a) - number(b);
    return Number.isNaN(byNumber) ? 0 : byNumber;
  });
}

/** Tables of at most 200 encounters, without columns that are empty throughout. */
export function* wildbookTables(
  sightings: Iterable<Sighting>,
  options: WildbookOptions,
): Generator<Cell[][]> {
  let rows: Record<string, Cell>[] = [];
  const table = () => {
    const filled = new Set<string>();
    for (const row of rows) {
      for (const [name, cell] of Object.entries(row)) if (cell !== null) filled.add(name);
    }
    const names = orderColumns(filled);
    return [names, ...rows.map((row) => names.map((name) => row[name] ?? null))];
  };
  for (const sighting of sightings) {
    rows.push(columnsOf(sighting, options));
    if (rows.length === ENCOUNTERS_A_SHEET) {
      yield table();
      rows = [];
    }
  }
  if (rows.length > 0) yield table();
}

/** One table as the bytes of an `.xlsx` file. */
export async function xlsxBytes(table: Cell[][]): Promise<Uint8Array> {
  const written = await writeXlsxFile(
    table.map((row) => row.map((value) => (value === null ? null : { value }))),
    { sheet: 'Encounters' },
  ).toBuffer();
  return withoutTimes(written);
}

const fromBuffer = promisify<Buffer, yauzl.Options, yauzl.ZipFile>(yauzl.fromBuffer);

/** The same archive without the time of its writing: the same table gives the same bytes on any day. */
async function withoutTimes(written: Buffer): Promise<Uint8Array> {
  const zip = await fromBuffer(written, { lazyEntries: true });
  const entries: ZipEntry[] = [];
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', resolve);
    zip.on('entry', (entry: yauzl.Entry) => {
      zip.openReadStream(entry, (error, stream) => {
        if (error !== null) return reject(error);
        const chunks: Buffer[] = [];
        stream.on('error', reject);
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          entries.push({ path: entry.fileName, chunks });
          zip.readEntry();
        });
      });
    });
    zip.readEntry();
  });
  const bytes: Uint8Array[] = [];
  for await (const chunk of zipStream(entries)) bytes.push(chunk);
  return Buffer.concat(bytes);
}
