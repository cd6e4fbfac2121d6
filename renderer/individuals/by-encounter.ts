import type { IndividualBox } from '#terms/identity/individuals.ts';

/** Photos of an animal from one sighting. */
export interface SeenIn {
  key: string;
  name: string;
  place: string | null;
  /** Of the first photo; null where no camera said. */
  takenMs: number | null;
  boxes: IndividualBox[];
}

/** Sightings of an animal, the latest first; a photo without an encounter stands for itself. */
export function byEncounter(boxes: readonly IndividualBox[]): SeenIn[] {
  const seen = new Map<string, SeenIn>();
  for (const box of boxes) {
    const { encounterId, photoId, encounterName, photoName, place, takenMs } = box;
    const key = encounterId === null ? `p${photoId}` : `e${encounterId}`;
    const sighting = seen.get(key) ?? {
      key,
      name: encounterName ?? photoName,
      place,
      takenMs: null,
      boxes: [],
    };
    seen.set(key, sighting);
    sighting.boxes.push(box);
    if (takenMs !== null)
      sighting.takenMs = sighting.takenMs === null ? takenMs : Math.min(sighting.takenMs, takenMs);
  }
  return [...seen.values()].sort((a, b) => (b.takenMs ?? -Infinity) - (a.takenMs ?? -Infinity));
}
