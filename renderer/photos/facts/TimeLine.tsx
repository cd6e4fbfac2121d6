import './time-line.css';
import { Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import type { CameraTimes } from '#terms/photos/edits.ts';
import { counted, dateTime } from '../../parts/words.ts';
import { spanOf, ticksIn } from './time-line.ts';

const LANE = 34;
const AXIS = 22;

/** Cameras one below the other on one line of time; marks of what is shifted stand where they will be. */
export function TimeLine({ cameras, shiftS }: { cameras: readonly CameraTimes[]; shiftS: number }) {
  const { ref, width } = useElementSize<HTMLDivElement>();
  const shiftMs = shiftS * 1000;
  const span = spanOf(cameras, shiftMs);
  if (span === null)
    return <Text c="dimmed">None of the selected photos says when it was taken.</Text>;
  const [from, to] = span;
  const place = (time: number) => ((time - from) / (to - from)) * width;
  const marks = (times: readonly number[], kind: string, lane: number) =>
    // The same time twice is one mark.
    [...new Set(times)].map((time) => (
      <line
        key={`${kind} ${time}`}
        className={kind}
        x1={place(time)}
        x2={place(time)}
        y1={lane * LANE + 18}
        y2={lane * LANE + 31}
      />
    ));
  const height = cameras.length * LANE + AXIS;
  const isOneDay = Math.floor(from / 86_400_000) === Math.floor(to / 86_400_000);
  return (
    <div ref={ref} className="time-line">
      <svg width={width} height={height} role="img" aria-label={wordsOf(cameras, shiftMs)}>
        {ticksIn(span).map((tick) => (
          <g key={tick}>
            <line
              className="tick"
              x1={place(tick)}
              x2={place(tick)}
              y1={0}
              y2={height - AXIS + 4}
            />
            <text x={place(tick)} y={height - 6}>
              {dateTime(tick).slice(isOneDay ? 11 : 5)}
            </text>
          </g>
        ))}
        {cameras.map(({ camera, chosen, others }, lane) => (
          <g key={camera ?? ''}>
            <text className="camera" x={2} y={lane * LANE + 12}>
              {camera ?? 'No camera named'}
            </text>
            {marks(others, 'other', lane)}
            {shiftMs !== 0 && marks(chosen, 'before', lane)}
            {marks(
              chosen.map((time) => time + shiftMs),
              'after',
              lane,
            )}
          </g>
        ))}
      </svg>
    </div>
  );
}

/** The same for who does not see it. */
const wordsOf = (cameras: readonly CameraTimes[], shiftMs: number): string =>
  cameras
    .map(({ camera, chosen, others }) => {
      const all = [...chosen.map((time) => time + shiftMs), ...others].sort((a, b) => a - b);
      return `${camera ?? 'No camera named'}: ${counted(all.length, 'photo')} from ${dateTime(all[0] ?? null)} to ${dateTime(all.at(-1) ?? null)}`;
    })
    .join('; ');
