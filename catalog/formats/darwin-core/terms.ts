/** Columns of `occurrence.csv`, Darwin Core terms (https://dwc.tdwg.org/terms/), in file order. */
export const occurrenceTerms = [
  'occurrenceID',
  'basisOfRecord',
  'eventID',
  'eventDate',
  'decimalLatitude',
  'decimalLongitude',
  'geodeticDatum',
  'coordinateUncertaintyInMeters',
  'locality',
  'scientificName',
  'organismID',
  'organismName',
  'sex',
  'lifeStage',
  'occurrenceStatus',
  'associatedMedia',
  'recordedBy',
  'identifiedBy',
  'identificationRemarks',
  'identificationVerificationStatus',
  'vernacularName',
  'occurrenceRemarks',
] as const;

export const DWC = 'http://rs.tdwg.org/dwc/terms/';
export const DCTERMS = 'http://purl.org/dc/terms/';
export const MULTIMEDIA_ROW = 'http://rs.gbif.org/terms/1.0/Multimedia';

/** Columns of `multimedia.csv` after the core id: the GBIF Simple Multimedia extension. */
export const multimediaTerms = [
  'type',
  'format',
  'identifier',
  'title',
  'created',
  'creator',
] as const;
