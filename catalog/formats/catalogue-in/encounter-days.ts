import { foldedName } from '../../names/plain-name.ts';
import { DAY_MS, isoDay } from '../../sightings/occasions.ts';
import type { ReportBuilder } from '../report.ts';

/** A row's photo with the encounter that the table names. */
interface InEncounter {
  encounter: string | null;
  /** When the photo was taken: its own time, or else the row's. */
  photoMs: number | null;
  photoDayOnly: boolean;
}

/** The days that an encounter is of: from the first's midnight to before the midnight after the last. */
export interface EncounterDays {
  from: number;
  to: number;
}

/** Within this one night an encounter goes on past midnight. */
const ACROSS_MIDNIGHT_MS = 6 * 3_600_000;
/** Days named in a note. */
const NAMED = 5;

const midnight = (ms: number) => Math.floor(ms / DAY_MS) * DAY_MS;

/** Where an encounter of one name ends and the next begins: a new day, unless photos go on through midnight. */
function partsOf(photos: readonly InEncounter[]): EncounterDays[] {
  const times = photos
    .flatMap(({ photoMs, photoDayOnly }) =>
      photoMs === null ? [] : [{ ms: photoMs, photoDayOnly }],
    )
    .sort((a, b) => a.ms - b.ms);
  const parts: EncounterDays[] = [];
  let last: (typeof times)[number] | undefined;
  for (const time of times) {
    const part = parts.at(-1);
    const goesOn =
      last !== undefined &&
      (midnight(last.ms) === midnight(time.ms) ||
        (!last.photoDayOnly && !time.photoDayOnly && time.ms - last.ms <= ACROSS_MIDNIGHT_MS));
    if (part !== undefined && goesOn) part.to = midnight(time.ms) + DAY_MS;
    else parts.push({ from: midnight(time.ms), to: midnight(time.ms) + DAY_MS });
    last = time;
  }
  return parts;
}

/**
 * Which days the encounter of each row is of. Many teams number encounters anew each day, so that one name on several
 * days is several encounters; it is told which. Null for a row without an encounter, or whose photo has no date where
 * the name is on several days.
 */
export function encounterDays<Row extends InEncounter>(
  rows: readonly Row[],
  file: string,
  report: ReportBuilder,
): Map<Row, EncounterDays | null> {
  const byName = Map.groupBy(
    rows.filter(({ encounter }) => encounter !== null),
    ({ encounter }) => foldedName(encounter ?? ''),
  );
  const days = new Map<Row, EncounterDays | null>();
  for (const named of byName.values()) {
    const parts = partsOf(named);
    if (parts.length > 1) {
      const more = parts.length > NAMED ? ' and more' : '';
      const which = parts.slice(0, NAMED).map(({ from }) => isoDay(from));
      report.note(
        file,
        null,
        `"${named[0].encounter}" is on ${parts.length} days (${which.join(', ')}${more}): an encounter of its own on each.`,
      );
    }
    for (const row of named) {
      const { photoMs } = row;
      const part =
        photoMs === null
          ? undefined
          : parts.find(({ from, to }) => photoMs >= from && photoMs < to);
      days.set(row, part ?? (parts.length === 1 ? parts[0] : null));
    }
  }
  return days;
}
