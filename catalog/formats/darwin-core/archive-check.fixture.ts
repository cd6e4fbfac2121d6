import { parse } from 'csv-parse/sync';
import { XMLParser, XMLValidator } from 'fast-xml-parser';

/**
 * A checker of Darwin Core Archives written from the standard and not from our writer: the text guide
 * (https://dwc.tdwg.org/text/), the list of terms (https://dwc.tdwg.org/list/), the GBIF vocabularies and
 * what OBIS requires of an occurrence (https://manual.obis.org/darwin_core.html).
 */
const DWC = 'http://rs.tdwg.org/dwc/terms/';

/** Terms of the classes that an occurrence table may use. */
const terms = new Set(
  `occurrenceID catalogNumber recordNumber recordedBy recordedByID individualCount organismQuantity
  organismQuantityType sex lifeStage reproductiveCondition caste behavior vitality establishmentMeans
  degreeOfEstablishment pathway georeferenceVerificationStatus occurrenceStatus associatedMedia
  associatedOccurrences associatedReferences associatedTaxa otherCatalogNumbers occurrenceRemarks
  organismID organismName organismScope associatedOrganisms previousIdentifications organismRemarks
  eventID parentEventID eventType fieldNumber eventDate eventTime startDayOfYear endDayOfYear year month
  day verbatimEventDate habitat samplingProtocol sampleSizeValue sampleSizeUnit samplingEffort fieldNotes
  eventRemarks locationID higherGeographyID higherGeography continent waterBody islandGroup island country
  countryCode stateProvince county municipality locality verbatimLocality minimumElevationInMeters
  maximumElevationInMeters minimumDepthInMeters maximumDepthInMeters decimalLatitude decimalLongitude
  geodeticDatum coordinateUncertaintyInMeters coordinatePrecision footprintWKT georeferencedBy
  georeferencedDate georeferenceProtocol georeferenceSources georeferenceRemarks identificationID
  verbatimIdentification identificationQualifier typeStatus identifiedBy identifiedByID dateIdentified
  identificationReferences identificationVerificationStatus identificationRemarks taxonID scientificNameID
  scientificName kingdom phylum class order family genus specificEpithet taxonRank vernacularName
  basisOfRecord institutionCode collectionCode datasetID datasetName informationWithheld
  dataGeneralizations dynamicProperties`.split(/\s+/),
);

const required = [
  'occurrenceID',
  'basisOfRecord',
  'eventDate',
  'scientificName',
  'occurrenceStatus',
  'decimalLatitude',
  'decimalLongitude',
];

const vocabularies: Record<string, readonly string[]> = {
  basisOfRecord: ['HumanObservation', 'MachineObservation'],
  occurrenceStatus: ['present', 'absent', 'detected', 'notDetected'],
  sex: ['female', 'male', 'hermaphrodite'],
  lifeStage: ['calf', 'juvenile', 'adult'],
  geodeticDatum: ['EPSG:4326'],
};

/** ISO 8601 as the term asks for: a day, or a day with a time and perhaps a zone. */
const isoDate = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?$/;

interface FieldXml {
  index: string;
  term: string;
}
interface TableXml {
  rowType: string;
  encoding: string;
  fieldsTerminatedBy: string;
  fieldsEnclosedBy: string;
  ignoreHeaderLines: string;
  files: { location: string };
  id?: { index: string };
  coreid?: { index: string };
  field: FieldXml[];
}

const xml = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' });

function readTable(table: TableXml, entries: ReadonlyMap<string, Buffer>, problems: string[]) {
  const file = table.files.location;
  const text = entries.get(file)?.toString('utf8');
  if (text === undefined) {
    problems.push(`${file} is named in meta.xml and not in the archive`);
    return [];
  }
  if (table.encoding !== 'UTF-8') problems.push(`${file} is not UTF-8`);
  const rows: string[][] = parse(text, {
    delimiter: table.fieldsTerminatedBy,
    quote: table.fieldsEnclosedBy,
    from: Number(table.ignoreHeaderLines) + 1,
    relax_column_count: true,
  });
  const columns =
    1 +
    Math.max(...table.field.map(({ index }) => Number(index)), Number(table.coreid?.index ?? 0));
  rows.forEach((row, index) => {
    if (row.length !== columns)
      problems.push(`${file} row ${index + 1} has ${row.length} cells and not ${columns}`);
  });
  return rows;
}

/** Everything that is wrong with an archive, in words; none if it is sound. */
export function archiveProblems(entries: ReadonlyMap<string, Buffer>): string[] {
  const problems: string[] = [];
  const meta = entries.get('meta.xml')?.toString('utf8');
  if (meta === undefined) return ['there is no meta.xml'];
  for (const [name, bytes] of entries) {
    if (name.endsWith('.xml') && XMLValidator.validate(bytes.toString('utf8')) !== true)
      problems.push(`${name} is not well-formed`);
  }
  const { archive } = xml.parse(meta) as {
    archive: { metadata: string; core: TableXml; extension: TableXml };
  };
  if (!entries.has(archive.metadata)) problems.push(`${archive.metadata} is not in the archive`);
  const { core, extension } = archive;
  if (core.rowType !== `${DWC}Occurrence`) problems.push('the core is no occurrence');

  const column = new Map<string, number>();
  for (const { term, index } of core.field) {
    const name = term.slice(DWC.length);
    if (!term.startsWith(DWC) || !terms.has(name)) problems.push(`${term} is no Darwin Core term`);
    if (column.has(name)) problems.push(`${name} has two columns`);
    column.set(name, Number(index));
  }
  for (const name of required) if (!column.has(name)) problems.push(`${name} is missing`);
  if (Number(core.id?.index) !== column.get('occurrenceID'))
    problems.push('the id of the core is not its occurrenceID');

  const ids = new Set<string>();
  for (const row of readTable(core, entries, problems)) {
    const cell = (name: string) => row[column.get(name) ?? -1] ?? '';
    const id = cell('occurrenceID');
    if (id === '') problems.push('an occurrence has no id');
    if (ids.has(id)) problems.push(`${id} is there twice`);
    ids.add(id);
    if (cell('eventDate') !== '' && !isoDate.test(cell('eventDate')))
      problems.push(`${id}: eventDate ${cell('eventDate')}`);
    if (Number.isNaN(Date.parse(cell('eventDate') || '2000-01-01')))
      problems.push(`${id}: eventDate ${cell('eventDate')} is no date`);
    for (const [name, words] of Object.entries(vocabularies)) {
      if (cell(name) !== '' && !words.includes(cell(name)))
        problems.push(`${id}: ${name} ${cell(name)}`);
    }
    for (const name of ['basisOfRecord', 'occurrenceStatus']) {
      if (cell(name) === '') problems.push(`${id}: ${name} is empty`);
    }
    const [latitude, longitude] = [cell('decimalLatitude'), cell('decimalLongitude')];
    if ((latitude === '') !== (longitude === '')) problems.push(`${id}: half a position`);
    if (latitude !== '' && !(Math.abs(Number(latitude)) <= 90)) problems.push(`${id}: ${latitude}`);
    if (longitude !== '' && !(Math.abs(Number(longitude)) <= 180))
      problems.push(`${id}: ${longitude}`);
    if (
      latitude === '' &&
      (cell('geodeticDatum') !== '' || cell('coordinateUncertaintyInMeters') !== '')
    )
      problems.push(`${id}: a datum of no position`);
    if (latitude !== '' && cell('geodeticDatum') === '') problems.push(`${id}: no datum`);
    const uncertainty = cell('coordinateUncertaintyInMeters');
    if (uncertainty !== '' && !(Number(uncertainty) > 0)) problems.push(`${id}: ${uncertainty} m`);
  }
  const coreId = Number(extension.coreid?.index);
  for (const row of readTable(extension, entries, problems)) {
    if (!ids.has(row[coreId])) problems.push(`a picture is of ${row[coreId]}, which is not there`);
  }
  return problems;
}
