import { oc } from '@orpc/contract';
import { z } from 'zod';
import { id, instant, wallClock } from '#terms/common.ts';
import { knownSide } from '#terms/sides.ts';
import { job } from '#terms/jobs/job.ts';

export const exportFormat = z.enum([
  'sightings-csv',
  'individuals-csv',
  'identifications-csv',
  'mark',
  'rmark',
  'secr',
  'darwin-core',
  'wildbook',
  'printable',
  'crops',
  'yolo',
  'coco',
  'voc',
  'boxes-csv',
  'networks',
  'portable',
]);
export type ExportFormat = z.infer<typeof exportFormat>;

/** Names of the formats as people say them. */
export const exportTitles: Record<ExportFormat, string> = {
  'sightings-csv': 'Sightings (CSV)',
  'individuals-csv': 'Individuals (CSV)',
  'identifications-csv': 'Identifications (CSV)',
  mark: 'MARK',
  rmark: 'RMark',
  secr: 'secr',
  'darwin-core': 'Darwin Core Archive',
  wildbook: 'Wildbook',
  printable: 'Printable catalogue',
  crops: 'Pictures by individual',
  yolo: 'YOLO boxes',
  coco: 'COCO boxes',
  voc: 'Pascal VOC boxes',
  'boxes-csv': 'Boxes (CSV)',
  networks: 'Networks (ONNX)',
  portable: 'Whole catalogue',
};

/** Every field narrows; an absent one does not. */
export const sightingFilter = z.object({
  /** The worst of a fin's four quality grades is at least this. */
  minQuality: z.number().int().min(1).max(3).optional(),
  minDistinctiveness: z.number().int().min(1).max(3).optional(),
  side: knownSide.optional(),
  species: z.string().optional(),
  /** Both ends included. */
  takenFrom: wallClock.optional(),
  takenTo: wallClock.optional(),
  /** Degrees; west is greater than east where the area crosses the antimeridian. */
  area: z
    .object({
      south: z.number().min(-90).max(90),
      west: z.number().min(-180).max(180),
      north: z.number().min(-90).max(90),
      east: z.number().min(-180).max(180),
    })
    .refine(({ south, north }) => south <= north, 'the south lies north of the north')
    .optional(),
  /** Only what a person decided with certainty; for boxes, only checked photos. */
  reviewedOnly: z.boolean().optional(),
});
export type SightingFilter = z.infer<typeof sightingFilter>;

export const occasionScheme = z.union([
  z.object({ by: z.enum(['day', 'month', 'season', 'year']) }),
  z.object({ by: z.literal('trip'), gapDays: z.number().int().min(0).max(365) }),
]);
export type OccasionScheme = z.infer<typeof occasionScheme>;

/** Every choice of every format; a format reads those that its `asks` names. */
export const exportOptions = z.object({
  filter: sightingFilter.default({}),
  occasions: occasionScheme.default({ by: 'day' }),
  groupBy: z.enum(['none', 'sex']).default('none'),
  /** Edge of a detector's grid cell for secr, metres. */
  cellMetres: z.number().min(10).max(100_000).default(1000),
  occurrenceStatus: z.enum(['present', 'detected']).default('present'),
  coordinateUncertaintyMetres: z.number().min(1).max(1_000_000).nullable().default(null),
  creator: z.string().max(200).default(''),
  /** Scientific name by the catalogue's species name. */
  scientificNames: z.record(z.string(), z.string()).default({}),
  submitterId: z.string().max(200).default(''),
  defaultLocationId: z.string().max(200).default(''),
  validationShare: z.number().min(0).max(0.9).default(0.2),
  withPhotos: z.boolean().default(false),
  /** Boxes that a detector proposed and nobody judged too, with their confidence. */
  withProposals: z.boolean().default(false),
  asZip: z.boolean().default(false),
  modelId: id.nullable().default(null),
});
export type ExportOptions = z.infer<typeof exportOptions>;

export const exportFormatInfo = z.object({
  format: exportFormat,
  title: z.string(),
  /** One line on who uses it. */
  usedBy: z.string(),
  group: z.enum(['tables', 'analysis', 'sharing', 'pictures', 'boxes', 'whole']),
  /** `.csv`, or `folder`. */
  writes: z.string(),
  filters: z.array(sightingFilter.keyof()),
  asks: z.array(exportOptions.keyof()),
});
export type ExportFormatInfo = z.infer<typeof exportFormatInfo>;

/** What the filters can offer. */
export const exportFacets = z.object({
  identifications: z.number().int(),
  individuals: z.number().int(),
  photos: z.number().int(),
  boxes: z.number().int(),
  species: z.array(z.string()),
  firstMs: wallClock.nullable(),
  lastMs: wallClock.nullable(),
  withPosition: z.number().int(),
});
export type ExportFacets = z.infer<typeof exportFacets>;

export const exportCounts = z.object({
  sightings: z.number().int(),
  individuals: z.number().int(),
  boxes: z.number().int(),
  photos: z.number().int(),
});

/** Boxes or photos that an export leaves out, by reason, the most frequent first. */
export const leftOut = z.array(z.object({ reason: z.string(), count: z.number().int() }));

export const exportPreview = z.object({
  /** Name that the file or folder would get. */
  name: z.string(),
  isFolder: z.boolean(),
  files: z.array(
    z.object({
      path: z.string(),
      /** Cells of the first lines where it is a table. */
      rows: z.array(z.array(z.string())).nullable(),
      text: z.string(),
    }),
  ),
  morePaths: z.array(z.string()),
  counts: exportCounts,
  leftOut,
  occasions: z.array(z.string()),
  notes: z.record(z.string(), z.string()),
});
export type ExportPreview = z.infer<typeof exportPreview>;

/** The result of an export's job. */
export const exportReport = z.object({
  format: exportFormat,
  path: z.string(),
  files: z.number().int(),
  bytes: z.number().int(),
  counts: exportCounts,
  leftOut,
  occasions: z.array(z.string()),
  notes: z.record(z.string(), z.string()),
  summary: z.string(),
});
export type ExportReport = z.infer<typeof exportReport>;

const chosen = z.object({ format: exportFormat, options: exportOptions.prefault({}) });

export const exportsContract = {
  formats: oc.output(z.array(exportFormatInfo)),
  facets: oc.output(exportFacets),
  preview: oc.input(chosen).output(exportPreview),
  /** Starts the job that writes into `folder`, under the usual name unless another is given. */
  start: oc
    .input(
      chosen.extend({
        folder: z.string().min(1),
        name: z.string().min(1).max(200).nullable().default(null),
        /** What to do if something of that name is there: write beside it, replace it, or not at all. */
        ifThere: z.enum(['number', 'replace', 'refuse']).default('number'),
      }),
    )
    .output(job),
  /** Where exports went last, to offer it again. */
  lastFolder: oc.output(z.object({ folder: z.string(), at: instant }).nullable()),
};
