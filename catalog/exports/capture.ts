import { markInp } from '../formats/capture/mark-inp.ts';
import { rmarkText } from '../formats/capture/rmark.ts';
import { secrFiles } from '../formats/capture/secr.ts';
import { captureHistories, type CaptureHistories } from '../sightings/capture-histories.ts';
import type { Exporter, ExportRun } from './exporter.ts';

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
  walks: { over: 'identifications', times: 1 },
  files: (run) => [{ path: '', chunks: late(run, (made) => markInp(made, run.options)) }],
};

export const rmark: Exporter = {
  walks: { over: 'identifications', times: 1 },
  files: (run) => [{ path: '', chunks: late(run, rmarkText) }],
};

export const secr: Exporter = {
  walks: { over: 'identifications', times: 1 },
  files: function* (run) {
    const { captures, traps, crs, occasions } = secrFiles(run.sightings(), run.options, run.out);
    run.occasions = occasions;
    run.notes.set('crs', crs);
    yield { path: 'captures.txt', chunks: captures };
    yield { path: 'traps.txt', chunks: traps };
  },
};
