import type { ExportOptions } from '#terms/exports/options.ts';
import { formatOfName, photoFormats } from '#terms/photos/files.ts';
import type { Sighting } from '../../sightings/sightings.ts';
import { csvLine } from '../csv-line.ts';
import { isoDateTime } from '../iso-time.ts';
import { xmlText } from '../xml-text.ts';
import type { ZipEntry } from '../zip-stream.ts';
import { DCTERMS, DWC, MULTIMEDIA_ROW, multimediaTerms, occurrenceTerms } from './terms.ts';

export interface DarwinCoreOptions extends Pick<
  ExportOptions,
  'creator' | 'occurrenceStatus' | 'coordinateUncertaintyMetres' | 'scientificNames'
> {
  /** Stable across exports: the catalogue's uuid. */
  catalogueUuid: string;
  title: string;
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
    sighting.encounterId === null
      ? `photo-${sighting.boxes[0].photoId}`
      : `encounter-${sighting.encounterId}`;
  return `urn:uuid:${uuid}:${event}:individual-${sighting.individualId}`;
}

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
    const placed = sighting.latitude !== null && sighting.longitude !== null;
    yield csvLine([
      occurrenceId(options.catalogueUuid, sighting),
      sighting.decisionOrigin === 'pseudo-label' ? 'MachineObservation' : 'HumanObservation',
      sighting.encounterId === null
        ? null
        : `urn:uuid:${options.catalogueUuid}:encounter-${sighting.encounterId}`,
      isoDateTime(sighting.takenMs, sighting.utcOffsetMinutes),
      placed ? sighting.latitude : null,
      placed ? sighting.longitude : null,
      placed ? 'EPSG:4326' : null,
      placed ? options.coordinateUncertaintyMetres : null,
      sighting.place,
      sighting.species === null
        ? null
        : (options.scientificNames[sighting.species] ?? sighting.species),
      `urn:uuid:${options.catalogueUuid}:individual-${sighting.individualId}`,
      sighting.name ?? sighting.code,
      sighting.sex === 'unknown' ? null : sighting.sex,
      sighting.lifeStage === 'unknown' ? null : sighting.lifeStage,
      options.occurrenceStatus,
      photosOf(sighting)
        .map(({ photoName }) => photoName)
        .join(' | '),
      sighting.photographers.join(' | '),
      sighting.reviewers.join(' | '),
      remarks(sighting),
      sighting.verdict === 'probable' ? 'probable' : 'verified',
    ]);
  }
}

function* multimediaCsv(
  sightings: Iterable<Sighting>,
  { catalogueUuid }: DarwinCoreOptions,
): Generator<string> {
  yield csvLine(['coreid', ...multimediaTerms]);
  for (const sighting of sightings) {
    for (const photo of photosOf(sighting)) {
      yield csvLine([
        occurrenceId(catalogueUuid, sighting),
        'StillImage',
        mediaTypeOf(photo.photoPath),
        photo.photoName,
        photo.photoName,
        isoDateTime(photo.takenMs, photo.utcOffsetMinutes),
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
