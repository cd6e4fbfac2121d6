import { z } from 'zod';
import { wallClock } from '../common.ts';
import { occasionGaps } from './occasions.ts';
import { exportFormat } from './formats.ts';
import { exportOptions } from './options.ts';

/** How much there is to export, and what the filters can offer. */
export const exportFacets = z.object({
  identifications: z.number().int(),
  individuals: z.number().int(),
  photos: z.number().int(),
  boxes: z.number().int(),
  species: z.array(z.string()),
  /** The first and the last identified photo. */
  firstMs: wallClock.nullable(),
  lastMs: wallClock.nullable(),
  /** Identifications whose photo has coordinates. */
  withPosition: z.number().int(),
});
export type ExportFacets = z.infer<typeof exportFacets>;

/** What of the catalogue goes into an export. */
const exportCounts = z.object({
  sightings: z.number().int(),
  individuals: z.number().int(),
  /** Identified fins, or boxes in the formats of boxes. */
  boxes: z.number().int(),
  photos: z.number().int(),
});
export type ExportCounts = z.infer<typeof exportCounts>;

/** What both a preview and a report say. */
const contents = z.object({
  counts: exportCounts,
  /** Identified fins that go in although two reviewers disagree whom they show; reports of before have none. */
  disputed: z.number().int().default(0),
  /** Boxes or photos that are left out, by reason, the most frequent first. */
  leftOut: z.array(z.object({ reason: z.string(), count: z.number().int() })),
  /** Labels of the capture occasions. */
  occasions: z.array(z.string()),
  /** How far apart they are; reports of before do not say. */
  gaps: occasionGaps.nullable().default(null),
  /** What a person should know of what is written, in sentences; reports of before have none. */
  warnings: z.array(z.string()).default([]),
  /** Facts that belong beside the files, such as the projection of coordinates. */
  notes: z.record(z.string(), z.string()),
});
export type ExportContents = z.infer<typeof contents>;

/** A file of which a preview shows the beginning. */
const previewFile = z.object({
  /** Below the target; empty for an export that is one file. */
  path: z.string(),
  /** Cells of the first lines where it is a table. */
  rows: z.array(z.array(z.string())).nullable(),
  /** The first lines as text. */
  text: z.string(),
});

/** Files of which a preview shows the name only, at most. */
export const mostMorePaths = 40;

export const exportPreview = contents.extend({
  /** Name that the file or folder would get. */
  name: z.string(),
  isFolder: z.boolean(),
  files: z.array(previewFile),
  /** Names of further files, the first of them. */
  morePaths: z.array(z.string()),
});
export type ExportPreview = z.infer<typeof exportPreview>;

/** What is to be written. */
export const exportChoice = z.object({ format: exportFormat, options: exportOptions.prefault({}) });

/** Where it goes. */
export const exportTarget = z.object({
  /** Absolute; made if it is not there. */
  folder: z.string().min(1),
  /** Of the file or folder to write; null gives the catalogue's name and the format's. */
  name: z.string().min(1).max(200).nullable().default(null),
  /** What to do if something of that name is there: write beside it, replace what an export wrote, or not at all. */
  ifThere: z.enum(['number', 'replace', 'refuse']).default('number'),
});
export type ExportTarget = z.infer<typeof exportTarget>;

/** What an export's job is asked. */
export const exportJobSpec = exportChoice.extend({ target: exportTarget });
export type ExportJobSpec = z.infer<typeof exportJobSpec>;

/** What was written. */
export const writtenExport = contents.extend({
  format: exportFormat,
  /** Absolute path of the file or folder. */
  path: z.string(),
  files: z.number().int(),
  bytes: z.number().int(),
  /** Tells what was written from what somebody made of it; reports of before have none. */
  stamp: z.string().optional(),
});
export type WrittenExport = z.infer<typeof writtenExport>;

/** The result of an export's job: what was written, and that in a sentence. */
export const exportReport = writtenExport.extend({ summary: z.string() });
