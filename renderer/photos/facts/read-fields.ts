/** What a person writes into the fields of facts, as a change. */
import type { PhotoChange, Position } from '#terms/photos/edits.ts';

/** What a field holds, and whether the fact is taken away instead. */
interface FactField {
  text: string;
  away: boolean;
}

export interface FactFields {
  day: FactField;
  time: FactField;
  position: FactField;
  place: FactField;
  photographer: FactField;
}

export const emptyFields: FactFields = {
  day: { text: '', away: false },
  time: { text: '', away: false },
  position: { text: '', away: false },
  place: { text: '', away: false },
  photographer: { text: '', away: false },
};

/** `57.58, -4.09`; null for anything else. */
function degreesIn(text: string): Position | null {
  const parts = text.trim().split(/[\s,;]+/);
  const [latitude = Number.NaN, longitude = Number.NaN] = parts.map(Number);
  const isSound = parts.length === 2 && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isSound ? { latitude, longitude } : null;
}

function secondsIn(text: string): number | null {
  const [hours = Number.NaN, minutes = Number.NaN, seconds = 0] = text.split(':').map(Number);
  const isSound = hours <= 23 && minutes <= 59 && seconds <= 59;
  return isSound ? (hours * 60 + minutes) * 60 + seconds : null;
}

/** The change, and which field says nothing that can be read. */
export function changeIn({ day, time, position, place, photographer }: FactFields): {
  change: PhotoChange;
  wrong: Partial<Record<keyof FactFields, string>>;
} {
  const change: PhotoChange = {};
  const wrong: Partial<Record<keyof FactFields, string>> = {};
  if (day.away) change.day = null;
  else if (day.text !== '') {
    const ms = Date.parse(`${day.text}T00:00:00Z`);
    if (Number.isFinite(ms)) change.day = ms;
    else wrong.day = 'This is no day.';
  }
  if (!day.away && time.text !== '') {
    const seconds = secondsIn(time.text);
    if (seconds === null) wrong.time = 'This is no time of day.';
    else change.timeS = seconds;
  }
  if (position.away) change.position = null;
  else if (position.text.trim() !== '') {
    const degrees = degreesIn(position.text);
    if (degrees === null) wrong.position = 'Degrees north and east, such as 57.58, -4.09.';
    else change.position = degrees;
  }
  for (const [name, field] of [
    ['place', place],
    ['photographer', photographer],
  ] as const)
    if (field.away) change[name] = null;
    else if (field.text.trim() !== '') change[name] = field.text.trim();
  return { change, wrong };
}
