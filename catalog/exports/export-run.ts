import type { ExportOptions } from '#terms/exports/options.ts';
import type { ExportContents, ExportCounts } from '#terms/exports/report.ts';
import { LeftOut } from '../sightings/sighting-filter.ts';
import { sightedBoxes, type SightedBox } from '../sightings/sighted-box.ts';
import { sightings, type Sighting } from '../sightings/sightings.ts';
import type { ExportRun, ExportSource } from './exporter.ts';

/** Begins an export over one catalogue: counts on the way what goes in and what stays out. */
export function beginExport(
  source: ExportSource,
  options: ExportOptions,
  { isPreview, tick }: { isPreview: boolean; tick: (done: number) => void },
): ExportRun {
  const out = new LeftOut();
  const counts: ExportCounts = { sightings: 0, individuals: 0, boxes: 0, photos: 0 };
  let passes = 0;
  const ticking = function* (): Generator<SightedBox> {
    for (const box of sightedBoxes(source.db)) {
      tick(1);
      yield box;
    }
  };
  const counted = function* (): Generator<Sighting> {
    let individual = 0;
    const photos = new Set<number>();
    for (const sighting of sightings(ticking(), options.filter, out)) {
      counts.sightings += 1;
      counts.boxes += sighting.boxes.length;
      if (sighting.individualId !== individual) counts.individuals += 1;
      individual = sighting.individualId;
      for (const { photoId, isDisputed } of sighting.boxes) {
        photos.add(photoId);
        if (isDisputed) run.disputed += 1;
      }
      counts.photos = photos.size;
      yield sighting;
    }
  };
  const run: ExportRun = {
    source,
    options,
    out,
    counts,
    disputed: 0,
    warnings: new Set(),
    notes: new Map(),
    occasions: [],
    gaps: null,
    firstPass: null,
    isPreview,
    tick: (done = 1) => tick(done),
    sightings: () => {
      passes += 1;
      // What was left out and what went in is counted by the first pass alone.
      if (passes > 1) return sightings(ticking(), options.filter);
      const first = counted();
      run.firstPass ??= first;
      return first;
    },
  };
  return run;
}

/** What went in and what stayed out, as it stands when the last file is made. */
export const contentsOf = ({
  counts,
  disputed,
  out,
  occasions,
  gaps,
  warnings,
  notes,
}: ExportRun): ExportContents => ({
  counts,
  disputed,
  leftOut: out.list(),
  occasions,
  gaps,
  warnings: [...warnings],
  notes: Object.fromEntries(notes),
});
