import { markInp } from '../formats/capture/mark-inp.ts';
import { rmarkText } from '../formats/capture/rmark.ts';
import { secrFiles } from '../formats/capture/secr.ts';
import { captureHistories, type CaptureHistories } from '../sightings/capture-histories.ts';
import type { Exporter, ExportRun } from './exporter.ts';
import { sightingFilters } from './tables.ts';

function histories(run: ExportRun): CaptureHistories {
  const made = captureHistories(run.sightings(), run.options.occasions, run.out);
  run.occasions = made.occasions;
  return made;
}

/** Makes the histories only when the first line is asked for. */
function* late(run: ExportRun, write: (made: CaptureHistories) => Iterable<string>) {
  yield* write(histories(run));
}

export const mark: Exporter = {
  filters: sightingFilters,
  asks: ['occasions', 'groupBy'],
  walks: { over: 'identifications', times: 1 },
  target: () => ({ file: 'MARK.inp' }),
  files: (run) => [{ path: '', chunks: late(run, (made) => markInp(made, run.options)) }],
};

export const rmark: Exporter = {
  filters: sightingFilters,
  asks: ['occasions'],
  walks: { over: 'identifications', times: 1 },
  target: () => ({ file: 'RMark.txt' }),
  files: (run) => [{ path: '', chunks: late(run, rmarkText) }],
};

export const secr: Exporter = {
  filters: sightingFilters,
  asks: ['occasions', 'cellMetres'],
  walks: { over: 'identifications', times: 1 },
  target: () => ({ folder: 'secr' }),
  files: function* (run) {
    const { captures, traps, crs, occasions } = secrFiles(run.sightings(), run.options, run.out);
    run.occasions = occasions;
    run.notes.set('crs', crs);
    yield { path: 'captures.txt', chunks: captures };
    yield { path: 'traps.txt', chunks: traps };
  },
};
