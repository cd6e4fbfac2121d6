import { darwinCoreEntries, type DarwinCoreOptions } from '../formats/darwin-core/archive.ts';
import { csvLine } from '../formats/csv-line.ts';
import {
  mediaName,
  wildbookTables,
  xlsxBytes,
  type WildbookOptions,
} from '../formats/wildbook/bulk-import.ts';
import { zipStream } from '../formats/zip-stream.ts';
import { isoDay } from '../sightings/occasions.ts';
import type { Sighting } from '../sightings/sightings.ts';
import type { Exporter, ExportRun, OutFile } from './exporter.ts';
import { copyOf } from './photo-copy.ts';

/** The day of the last decision: the archive of the same catalogue is the same on any day. */
function lastDecision({ source: { db } }: ExportRun): string {
  const row = db
    .prepare<[], { at: number | null }>('SELECT max(decided_at) AS at FROM decisions')
    .get();
  return isoDay(row?.at ?? 0);
}

function entriesOf(run: ExportRun) {
  const { source, options } = run;
  const darwinCoreOptions: DarwinCoreOptions = {
    ...options,
    catalogueUuid: source.uuid,
    title: source.name,
    creator: options.creator.trim() === '' ? source.name : options.creator,
    published: lastDecision(run),
    warn: (words) => run.warnings.add(words),
  };
  return darwinCoreEntries(() => run.sightings(), darwinCoreOptions);
}

export const darwinCore: Exporter = {
  walks: { over: 'identifications', times: 2 },
  files: (run) => [{ path: '', chunks: zipStream(entriesOf(run)) }],
  preview: function* (run) {
    const texts = [...entriesOf(run)];
    // The tables first: they are what a person looks for.
    yield* texts.filter(({ path }) => path.endsWith('.csv'));
    yield* texts.filter(({ path }) => !path.endsWith('.csv'));
  },
};

/** Wildbook needs a day for every encounter; sightings without one are left out and counted. */
function* dated(run: ExportRun): Generator<Sighting> {
  for (const sighting of run.sightings()) {
    if (sighting.takenMs === null) run.out.add('no date', sighting.boxes.length);
    else yield sighting;
  }
}

/** Wildbook demands a submitter and a location in every row: blank choices are named, not left empty. */
function wildbookOptions({ options, source }: ExportRun): WildbookOptions {
  const or = (text: string, instead: string) => (text.trim() === '' ? instead : text.trim());
  return {
    ...options,
    submitterId: or(options.submitterId, 'resight'),
    defaultLocationId: or(options.defaultLocationId, source.name),
  };
}

export const wildbook: Exporter = {
  walks: { over: 'identifications', times: 1 },
  files: async function* (run): AsyncGenerator<OutFile> {
    let sheet = 0;
    for (const table of wildbookTables(dated(run), wildbookOptions(run))) {
      sheet += 1;
      yield { path: `encounters ${sheet}.xlsx`, chunks: [await xlsxBytes(table)] };
    }
    if (!run.options.withPhotos) return;
    const done = new Set<number>();
    for (const { boxes } of run.sightings()) {
      for (const box of boxes) {
        if (done.has(box.photoId)) continue;
        done.add(box.photoId);
        const copy = await copyOf(run, box.photoId, `photos/${mediaName(box)}`);
        if (copy !== null) yield copy;
      }
    }
  },
  preview: function* (run) {
    const rows = dated(run);
    run.firstPass = rows;
    let sheet = 0;
    for (const table of wildbookTables(rows, wildbookOptions(run))) {
      sheet += 1;
      yield { path: `encounters ${sheet}.xlsx`, chunks: table.map((row) => csvLine(row)) };
    }
  },
};
