import { XMLParser } from 'fast-xml-parser';

/** Reads XMP packets (ISO 16684-1): attributes stand beside elements under their names, and every value is text. */
export const xmpParser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: true,
});
