/** Where marks of photos lie on a line of time. */
import type { CameraTimes } from '#terms/photos/edits.ts';

/** From the first to the last mark, as they are and as they will be, with a little room. */
export function spanOf(cameras: readonly CameraTimes[], shiftMs: number): [number, number] | null {
  const times = cameras.flatMap(({ chosen, others }) => [
    ...others,
    ...chosen,
    ...chosen.map((time) => time + shiftMs),
  ]);
  if (times.length === 0) return null;
  const first = times.reduce((a, b) => Math.min(a, b));
  const last = times.reduce((a, b) => Math.max(a, b));
  const room = Math.max(60_000, (last - first) * 0.03);
  return [first - room, last + room];
}

const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 10_080, 43_200, 525_600];

/** Round times within a span, about six of them. */
export function ticksIn([from, to]: readonly [number, number]): number[] {
  const minutes = (to - from) / 60_000;
  const step = (steps.find((size) => minutes / size <= 7) ?? 525_600 * 5) * 60_000;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to && ticks.length < 50; at += step)
    ticks.push(at);
  return ticks;
}
