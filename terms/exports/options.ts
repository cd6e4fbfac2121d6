import { z } from 'zod';
import { id } from '../common.ts';
import {
  checkField,
  choiceField,
  numberField,
  shapeOf,
  shareField,
  textField,
  unstatedField,
} from './field.ts';
import { occasionScheme } from './occasions.ts';
import { sightingFilter } from './sighting-filter.ts';

/** Every choice of every format, beside the filter; a format reads those that it asks for. */
export const optionFields = {
  occasions: {
    kind: 'occasions',
    title: 'Capture occasions',
    flag: '--occasions <scheme>',
    help: 'day, month, season, year, trip or trip:DAYS',
    schema: occasionScheme.default({ by: 'day' }),
  },
  /** Of a MARK file. */
  groupBy: choiceField({
    title: 'Groups',
    flag: '--group-by-sex',
    help: 'MARK: one group a sex',
    choices: { none: { title: 'One for all' }, sex: { title: 'One a sex' } },
    usual: 'none',
    flagged: 'sex',
  }),
  /** Of secr's grid. */
  cellMetres: numberField({
    title: "Edge of a detector's cell",
    flag: '--cell <metres>',
    help: 'secr: edge of a grid cell',
    unit: 'm',
    least: 10,
    most: 100_000,
    usual: 1000,
    step: 100,
  }),
  occurrenceStatus: choiceField({
    title: 'occurrenceStatus',
    flag: '--detected',
    help: 'Darwin Core: occurrenceStatus "detected"',
    choices: { present: { title: 'present' }, detected: { title: 'detected' } },
    usual: 'present',
    flagged: 'detected',
  }),
  /** Where the catalogue knows coordinates; null leaves the term blank. */
  coordinateUncertaintyMetres: unstatedField({
    title: 'Coordinate uncertainty',
    flag: '--uncertainty <metres>',
    help: 'Darwin Core: coordinate uncertainty',
    unit: 'm',
    least: 1,
    most: 1_000_000,
    placeholder: 'not stated',
  }),
  /** Of the data set; blank gives the catalogue's name. */
  creator: textField({
    title: 'Who publishes',
    flag: '--creator <name>',
    help: 'Darwin Core: who publishes',
    placeholder: 'your organisation',
  }),
  /** `Genus epithet` by the catalogue's species name, where they differ. */
  scientificNames: {
    kind: 'names',
    title: 'Scientific name',
    flag: '--scientific-name <name=genus epithet>',
    help: 'scientific name of a species; may be repeated',
    schema: z.record(z.string(), z.string()).default({}),
  },
  /** The photos' own paths are put behind it; blank leaves them unlinked. */
  mediaUrl: textField({
    title: 'Address of the photos on the web',
    flag: '--media-url <address>',
    help: 'Darwin Core: where the photos are on the web',
    placeholder: 'https://example.org/photos',
  }),
  submitterId: textField({
    title: 'Your Wildbook user name',
    flag: '--submitter <id>',
    help: 'Wildbook: submitter',
  }),
  /** Used where an encounter has no place; Wildbook demands a location. */
  defaultLocationId: textField({
    title: 'Location ID where there is no place',
    flag: '--location <id>',
    help: 'Wildbook: location where an encounter has none',
  }),
  /** Of the encounters, which go whole to one side. */
  validationShare: shareField({
    title: 'Encounters for validation',
    flag: '--validation <share>',
    help: 'boxes: part of the encounters kept for validation',
    most: 0.9,
    usual: 0.2,
  }),
  withPhotos: checkField({
    title: 'Copy the photos as well',
    flag: '--with-photos',
    help: 'copy the photos beside what is written about them',
  }),
  /** Boxes that a detector proposed and nobody judged too. */
  withProposals: checkField({
    title: "Boxes that nobody judged yet too, with the detector's confidence",
    flag: '--with-proposals',
    help: 'boxes: what a detector proposed too, with its confidence',
  }),
  asZip: checkField({
    title: 'As one zip',
    flag: '--zip',
    help: 'one zip instead of a folder, where there is a choice',
  }),
  /** The network to export; null takes the chosen ones, as screens do. */
  modelId: {
    kind: 'model',
    title: 'Network',
    flag: '--model <id>',
    help: 'the network; else the chosen ones',
    schema: id.nullable().default(null),
  },
} as const;

export type OptionName = keyof typeof optionFields;
export type OptionField = (typeof optionFields)[OptionName];

export const exportOptions = z.object({
  filter: sightingFilter.default({}),
  ...shapeOf(optionFields),
});
export type ExportOptions = z.infer<typeof exportOptions>;

/** What is written where nobody chose anything. */
export const usualOptions: ExportOptions = exportOptions.parse({});
