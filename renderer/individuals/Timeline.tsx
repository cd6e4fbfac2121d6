import { Tooltip } from '@mantine/core';
import { counted, dateTime } from '../parts/words.ts';
import type { SeenIn } from './by-encounter.ts';

const DAY = 86_400_000;

/** First days of the years, or of the months where all lies within two years, with their places. */
function marks(from: number, to: number): { at: number; label: string }[] {
  const months = to - from < 730 * DAY;
  const start = new Date(from);
  const found: { at: number; label: string }[] = [];
  const step = months ? Math.max(1, Math.ceil((to - from) / (30 * DAY) / 9)) : 1;
  for (let count = 1; count < 400; count++) {
    const at = months
      ? Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + count * step)
      : Date.UTC(start.getUTCFullYear() + count, 0);
    if (at > to) break;
    found.push({ at, label: new Date(at).toISOString().slice(0, months ? 7 : 4) });
  }
  const every = Math.ceil(found.length / 10);
  return found.filter((_, index) => index % every === 0);
}

/** When an animal was seen, from the first to the last time; a mark leads to its photos. */
export function Timeline({
  sightings,
  onChoose,
}: {
  sightings: readonly SeenIn[];
  onChoose: (key: string) => void;
}) {
  const dated = sightings.filter(
    (one): one is SeenIn & { takenMs: number } => one.takenMs !== null,
  );
  if (dated.length === 0) return null;
  const times = dated.map(({ takenMs }) => takenMs);
  const room = Math.max(DAY, (Math.max(...times) - Math.min(...times)) * 0.03);
  const [from, to] = [Math.min(...times) - room, Math.max(...times) + room];
  const place = (at: number) => `${(100 * (at - from)) / (to - from)}%`;
  return (
    <div className="timeline" role="group" aria-label="Sightings over time">
      <div className="timeline-line" />
      {marks(from, to).map(({ at, label }) => (
        <span key={at} className="timeline-tick" style={{ left: place(at) }} aria-hidden>
          {label}
        </span>
      ))}
      {dated.map(({ key, name, place: where, takenMs, boxes }) => {
        const words = `${dateTime(takenMs)} · ${where ?? name} · ${counted(boxes.length, 'photo')}`;
        return (
          <Tooltip key={key} label={words}>
            <button
              type="button"
              className="timeline-dot"
              tabIndex={-1}
              aria-label={words}
              style={{
                left: place(takenMs),
                width: Math.min(20, 8 + 2 * Math.sqrt(boxes.length)),
              }}
              onClick={() => onChoose(key)}
            />
          </Tooltip>
        );
      })}
    </div>
  );
}
