import { removeEmptied } from './edit-encounters.ts';
import type { Catalogue } from '../catalogue.ts';

interface Undated {
  id: number;
  rootId: number;
  folder: string;
  takenMs: number | null;
  encounterId: number | null;
}

/** Photos of a folder that belong together, in order of time. */
interface PhotoGroup {
  folder: string;
  startsMs: number | null;
  photoIds: number[];
}

/**
 * Cuts photos into groups: a new one where the folder changes or more than `gapMinutes` passed. Photos
 * without a time form one group a folder. A camera that was never set (a time before 1990) counts as
 * no time.
 */
function groupByTimeAndFolder(photos: readonly Undated[], gapMinutes: number): PhotoGroup[] {
  const gapMs = gapMinutes * 60_000;
  const known = (photo: Undated) =>
    photo.takenMs !== null && photo.takenMs > 631_152_000_000 ? photo.takenMs : null;
  const sorted = [...photos].sort(
    (a, b) =>
      a.rootId - b.rootId ||
      (a.folder < b.folder ? -1 : a.folder > b.folder ? 1 : 0) ||
      (known(a) ?? Infinity) - (known(b) ?? Infinity) ||
      a.id - b.id,
  );
  const groups: PhotoGroup[] = [];
  let last: Undated | undefined;
  for (const photo of sorted) {
    const time = known(photo);
    const lastTime = last === undefined ? null : known(last);
    const together =
      last !== undefined &&
      last.rootId === photo.rootId &&
      last.folder === photo.folder &&
      (time === null ? lastTime === null : lastTime !== null && time - lastTime <= gapMs);
    if (!together) groups.push({ folder: photo.folder, startsMs: time, photoIds: [] });
    groups.at(-1)?.photoIds.push(photo.id);
    last = photo;
  }
  return groups;
}

/** A name without the day at its begin or end, as cameras and people write it: `2026-06-07`, `20260607`, `2026_06_07`. */
function withoutDay(name: string, day: string): string {
  const written = day.replaceAll('-', '[-_. ]?');
  const gap = '[-_., ]*';
  return name
    .replace(new RegExp(`^${written}(?!\\d)${gap}`), '')
    .replace(new RegExp(`${gap}(?<!\\d)${written}$`), '');
}

/** `2026-06-07 10:42 Chanonry`: when it began, and what the last folder's name says beside that day. */
export function groupName({ folder, startsMs }: PhotoGroup): string {
  const last = folder.split('/').findLast((part) => part !== '') ?? '';
  const [day = '', clock = ''] =
    startsMs === null ? [] : new Date(startsMs).toISOString().slice(0, 16).split('T');
  const beside = day === '' ? last : withoutDay(last, day);
  const telling = /^[\d\s_.-]*$/.test(beside) ? '' : beside;
  const time = startsMs === null ? 'No date' : `${day} ${clock}`;
  return telling === '' ? time : `${time} ${telling}`;
}

/**
 * Puts photos into encounters by time and folder. Photos in an encounter that a person made or changed
 * stay there. With `dryRun` it only counts.
 *
 * @param which `all` groups again everything that was grouped before; `ungrouped` only new photos,
 *   which may join an encounter whose last photo is near in time and of the same folder.
 */
export function groupIntoEncounters(
  catalogue: Catalogue,
  which: 'all' | 'ungrouped',
  gapMinutes: number,
  options: { dryRun?: boolean; now: number },
): { encounters: number; photosMoved: number } {
  const photos = catalogue.all<Undated>(
    `SELECT p.id, p.root_id AS rootId, p.taken_ms AS takenMs, p.encounter_id AS encounterId,
       rtrim(p.rel_path, replace(p.rel_path, '/', '')) AS folder
     FROM photos p LEFT JOIN encounters e ON e.id = p.encounter_id
     WHERE p.encounter_id IS NULL OR e.origin = 'grouped'`,
  );
  const encounterOf = new Map(photos.map(({ id, encounterId }) => [id, encounterId]));
  let encounters = 0;
  let photosMoved = 0;
  const work = () => {
    const claimed = new Set<number>();
    for (const group of groupByTimeAndFolder(photos, gapMinutes)) {
      const present = group.photoIds.map((id) => encounterOf.get(id) ?? null);
      const isNew = present.some((id) => id === null);
      if (which === 'ungrouped' && !isNew) {
        for (const id of present) if (id !== null) claimed.add(id);
        continue;
      }
      // The encounter that most of the group is in already stays; it keeps its name and id.
      const kept = mostFrequent(present.filter((id) => id !== null && !claimed.has(id)));
      encounters += 1;
      const moved = group.photoIds.filter((id) => {
        const now = encounterOf.get(id) ?? null;
        return which === 'ungrouped' ? now === null : now === null || now !== kept;
      });
      photosMoved += moved.length;
      if (kept !== null) claimed.add(kept);
      if (options.dryRun === true) continue;
      const target =
        kept ??
        catalogue.run(
          `INSERT INTO encounters (name, origin, created_at) VALUES (?, 'grouped', ?)`,
          groupName(group),
          options.now,
        ).id;
      claimed.add(target);
      catalogue.run(
        'UPDATE photos SET encounter_id = ? WHERE id IN (SELECT value FROM json_each(?))',
        target,
        JSON.stringify(moved),
      );
    }
    if (options.dryRun !== true) removeEmptied(catalogue);
  };
  if (options.dryRun === true) work();
  else catalogue.transaction(work);
  return { encounters, photosMoved };
}

function mostFrequent(ids: readonly (number | null)[]): number | null {
  const counts = new Map<number, number>();
  for (const id of ids) if (id !== null) counts.set(id, (counts.get(id) ?? 0) + 1);
  let best: number | null = null;
  for (const [id, count] of counts) {
    if (best === null || count > (counts.get(best) ?? 0)) best = id;
  }
  return best;
}
