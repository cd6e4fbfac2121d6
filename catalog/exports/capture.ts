import { markInp } from '../formats/capture/mark-inp.ts';
import { intervalsR } from '../formats/capture/intervals-r.ts';
import { rmarkText } from '../formats/capture/rmark.ts';
import { secrFiles } from '../formats/capture/secr.ts';
import { captureHistories, type CaptureHistories } from '../sightings/capture-histories.ts';
import type { Exporter, ExportRun } from './exporter.ts';

function histories(run: ExportRun): CaptureHistories {
  const made = captureHistories(run.sightings(), run.options.occasions, run.out);
  run.occasions = made.occasions;
  run.gaps = made.gaps;
  return made;
}

/** When the histories are made. */
function* intervals(run: ExportRun) {
  // A run knows its occasions once the histories are written, not when this is made.
  const { occasions, gaps } = run;
  if (gaps !== null) yield* intervalsR(occasions, gaps);
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
  files: (run) => [
    { path: '', chunks: late(run, rmarkText) },
    { path: 'intervals.R', chunks: intervals(run) },
  ],
};

export const secr: Exporter = {
  walks: { over: 'identifications', times: 1 },
  files: function* (run) {
    const { captures, traps, crs, occasions, gaps } = secrFiles(
      run.sightings(),
      run.options,
      run.out,
    );
    run.occasions = occasions;
    run.gaps = gaps;
    run.notes.set('crs', crs);
    yield { path: 'captures.txt', chunks: captures };
    yield { path: 'traps.txt', chunks: traps };
    yield { path: 'intervals.R', chunks: intervalsR(occasions, gaps) };
  },
};
