import type { ExportOptions } from '#terms/exports/options.ts';
import { formatOfName, photoFormats } from '#terms/photos/files.ts';
import type { SightedBox } from '../../sightings/sighted-box.ts';
import type { Sighting } from '../../sightings/sightings.ts';
import { csvLine } from '../csv-line.ts';
import { isoDateTime } from '../iso-time.ts';
import { scientificName } from '../scientific-name.ts';
import { xmlText } from '../xml-text.ts';
import type { ZipEntry } from '../zip-stream.ts';
import { DCTERMS, DWC, MULTIMEDIA_ROW, multimediaTerms, occurrenceTerms } from './terms.ts';

export interface DarwinCoreOptions extends Pick<
  ExportOptions,
  'creator' | 'occurrenceStatus' | 'coordinateUncertaintyMetres' | 'scientificNames' | 'mediaUrl'
> {
  /** Stable across exports: the catalogue's uuid. */
  catalogueUuid: string;
  title: string;
  /** Told what a person should know of what is written, once or oftener. */
  warn: (words: string) => void;
  /** ISO date that the metadata carries. */
  published: string;
}

const mediaTypeOf = (path: string): string => photoFormats[formatOfName(path) ?? 'tiff'].mediaType;

const photosOf = ({ boxes }: Sighting) => [
  ...new Map(boxes.map((box) => [box.photoId, box])).values(),
];

/** The same sighting has the same id in every export of the catalogue. */
function occurrenceId(uuid: string, sighting: Sighting): string {
  const event =
    sighting.eventKey === null
      ? `photo-${sighting.boxes[0].photoId}`
      : `encounter-${sighting.eventKey}`;
  return `urn:uuid:${uuid}:${event}:individual-${sighting.individualId}`;
}

/** Where a photo is on the web: below the address that was given, by what exports call it. */
function addressOf({ photoPath }: SightedBox, { mediaUrl }: DarwinCoreOptions): string | null {
  const base = mediaUrl.trim().replace(/\/+$/, '');
  return base === '' ? null : `${base}/${photoPath.split('/').map(encodeURIComponent).join('/')}`;
}

const nameless = (species: string | null) =>
  species === null
    ? 'Some sightings have no species; their scientificName is blank.'
    : `"${species}" is no scientific name; it is written as vernacularName. Give the scientific one (--scientific-name "${species}=Genus epithet").`;

function remarks(sighting: Sighting): string {
  const { length } = photosOf(sighting);
  return `Photo-identification as ${sighting.code} from ${length} ${length === 1 ? 'photo' : 'photos'} (${sighting.sides}).`;
}

function* occurrenceCsv(
  sightings: Iterable<Sighting>,
  options: DarwinCoreOptions,
): Generator<string> {
  yield csvLine(occurrenceTerms);
  for (const sighting of sightings) {
    const name = scientificName(sighting.species, options.scientificNames);
    if (name === null) options.warn(nameless(sighting.species));
    const photos = photosOf(sighting);
    const placed = sighting.latitude !== null && sighting.longitude !== null;
    yield csvLine([
      occurrenceId(options.catalogueUuid, sighting),
      sighting.decisionOrigin === 'pseudo-label' ? 'MachineObservation' : 'HumanObservation',
      sighting.eventKey === null
        ? null
        : `urn:uuid:${options.catalogueUuid}:encounter-${sighting.eventKey}`,
      isoDateTime(sighting),
      placed ? sighting.latitude : null,
      placed ? sighting.longitude : null,
      placed ? 'EPSG:4326' : null,
      placed ? options.coordinateUncertaintyMetres : null,
      sighting.place,
      name,
      `urn:uuid:${options.catalogueUuid}:individual-${sighting.individualId}`,
      sighting.name ?? sighting.code,
      sighting.sex === 'unknown' ? null : sighting.sex,
      sighting.lifeStage === 'unknown' ? null : sighting.lifeStage,
      options.occurrenceStatus,
      // Only what leads to a photo: a bare name is no address.
      photos.flatMap((photo) => addressOf(photo, options) ?? []).join(' | '),
      sighting.photographers.join(' | '),
      sighting.reviewers.join(' | '),
      remarks(sighting),
      sighting.verdict === 'probable' ? 'probable' : 'verified',
      sighting.species === name ? null : sighting.species,
      `Photos: ${photos.map(({ photoName }) => photoName).join(' | ')}`,
    ]);
  }
}

/** Rows of photos that can be looked at; without an address on the web there are none. */
function* multimediaCsv(
  sightings: Iterable<Sighting>,
  options: DarwinCoreOptions,
): Generator<string> {
  const { catalogueUuid } = options;
  yield csvLine(['coreid', ...multimediaTerms]);
  if (options.mediaUrl.trim() === '') {
    options.warn(
      'Photos are named and not linked: multimedia rows need their address on the web (--media-url).',
    );
    return;
  }
  for (const sighting of sightings) {
    for (const photo of photosOf(sighting)) {
      yield csvLine([
        occurrenceId(catalogueUuid, sighting),
        'StillImage',
        mediaTypeOf(photo.photoPath),
        addressOf(photo, options),
        photo.photoName,
        isoDateTime(photo),
        photo.photographer,
      ]);
    }
  }
}

const field = (index: number, term: string) => `    <field index="${index}" term="${term}"/>`;
const multimediaUri = (term: string) => `${DCTERMS}${term}`;

/** `meta.xml`: which file holds which term in which column (https://dwc.tdwg.org/text/). */
function metaXml(): string {
  const table =
    'encoding="UTF-8" fieldsTerminatedBy="," linesTerminatedBy="\\n" fieldsEnclosedBy="&quot;" ignoreHeaderLines="1"';
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<archive xmlns="http://rs.tdwg.org/dwc/text/" metadata="eml.xml">',
    `  <core ${table} rowType="${DWC}Occurrence">`,
    '    <files><location>occurrence.csv</location></files>',
    '    <id index="0"/>',
    ...occurrenceTerms.map((term, index) => field(index, `${DWC}${term}`)),
    '  </core>',
    `  <extension ${table} rowType="${MULTIMEDIA_ROW}">`,
    '    <files><location>multimedia.csv</location></files>',
    '    <coreid index="0"/>',
    ...multimediaTerms.map((term, index) => field(index + 1, multimediaUri(term))),
    '  </extension>',
    '</archive>',
    '',
  ].join('\n');
}

/** `eml.xml`: the least that the GBIF metadata profile asks for. */
function emlXml({ catalogueUuid, title, creator, published }: DarwinCoreOptions): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<eml:eml xmlns:eml="https://eml.ecoinformatics.org/eml-2.2.0"',
    '  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"',
    '  xsi:schemaLocation="https://eml.ecoinformatics.org/eml-2.2.0 https://rs.gbif.org/schema/eml-gbif-profile/1.3/eml.xsd"',
    `  packageId="${catalogueUuid}" system="https://gbif.org" xml:lang="en">`,
    '  <dataset>',
    `    <title xml:lang="en">${xmlText(title)}</title>`,
    `    <creator><organizationName>${xmlText(creator)}</organizationName></creator>`,
    `    <pubDate>${xmlText(published)}</pubDate>`,
    '    <language>en</language>',
    '    <abstract><para>Sightings of individuals recognised from photographs by their natural marks.</para></abstract>',
    `    <contact><organizationName>${xmlText(creator)}</organizationName></contact>`,
    '  </dataset>',
    '</eml:eml>',
    '',
  ].join('\n');
}

/**
 * The entries of a Darwin Core Archive.
 *
 * @param sightings makes the sightings anew each time it is called: they are written twice.
 */
export function* darwinCoreEntries(
  sightings: () => Iterable<Sighting>,
  options: DarwinCoreOptions,
): Generator<Extract<ZipEntry, { chunks: unknown }>> {
  yield { path: 'meta.xml', chunks: [metaXml()] };
  yield { path: 'eml.xml', chunks: [emlXml(options)] };
  yield { path: 'occurrence.csv', chunks: occurrenceCsv(sightings(), options) };
  yield { path: 'multimedia.csv', chunks: multimediaCsv(sightings(), options) };
}
