import type { Database } from 'better-sqlite3';
import type { OccasionGaps } from '#terms/exports/occasions.ts';
import type { ExportOptions } from '#terms/exports/options.ts';
import type { ExportCounts } from '#terms/exports/report.ts';
import type { Sighting } from '../sightings/sightings.ts';
import type { LeftOut } from '../sightings/sighting-filter.ts';

/** The catalogue that is read: a connection that sees one moment of it from first row to last. */
export interface ExportSource {
  db: Database;
  /** Absolute; pictures and networks stand in it. */
  folder: string;
  uuid: string;
  name: string;
}

/**
 * A file of an export: its path below the target, `/` between parts, and its content as it is made. In an export that is
 * one file its path is blank, and a further one stands beside it: `intervals.R` as `Moray RMark intervals.R`.
 */
export interface OutFile {
  path: string;
  chunks: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;
}

/** One export under way, also the one that a preview begins and drops. */
export interface ExportRun {
  source: ExportSource;
  options: ExportOptions;
  /** Filled on the way; complete when the last file is written. */
  out: LeftOut;
  counts: ExportCounts;
  /** Fins in dispute that go in. */
  disputed: number;
  /** What a person should know of what is written. */
  warnings: Set<string>;
  /** Facts that belong beside the files, such as the projection of coordinates. */
  notes: Map<string, string>;
  /** Labels of the capture occasions, once they are known. */
  occasions: string[];
  gaps: OccasionGaps | null;
  /** What the first pass walks over; a preview that has its rows walks the rest of it to count. */
  firstPass: Iterator<unknown> | null;
  /** The sightings that pass the filter, ordered by individual; made anew at each call. */
  sightings(): Generator<Sighting>;
  /** Says that so much more of the work is done; throws if the person cancelled. */
  tick(done?: number): void;
  /** True while only the first rows are wanted: no photo is opened. */
  isPreview: boolean;
}

/** What writes a format; its words and choices are the table of formats' in `terms`. */
export interface Exporter {
  /** What it walks over from one end to the other, and how often, for the progress. */
  walks: { over: 'identifications' | 'photos'; times: number };
  /**
   * The files, in an order that is the same each time.
   *
   * @throws ExportError if the format cannot hold what it is asked to.
   */
  files: (run: ExportRun) => Iterable<OutFile> | AsyncIterable<OutFile>;
  /** The same as text for the eye, where the files themselves are none; without it, the files. */
  preview?: (run: ExportRun) => Iterable<OutFile> | AsyncIterable<OutFile>;
}
