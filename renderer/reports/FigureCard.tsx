import './reports.css';
import { Text } from '@mantine/core';
import type { Figure } from '#terms/matching/figures.ts';
import { count, share } from '../parts/words.ts';

/** A figure with what stands behind it: its 95 % interval and the cases it was counted over. */
export function FigureCard({
  label,
  hint,
  figure: { value, n, interval },
  of,
  format = share,
}: {
  label: string;
  /** What it means, in a line. */
  hint: string;
  figure: Figure;
  /** Plural noun of the cases. */
  of: string;
  format?: (value: number) => string;
}) {
  return (
    <div className="figure-card">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <div className="figure-value">{n === 0 ? '–' : format(value)}</div>
      <Text size="sm">
        {interval !== null && n > 0 && (
          <>
            <span className="whole">
              {format(interval[0])} to {format(interval[1])} <span className="faint">(95 %)</span>
            </span>
            {' · '}
          </>
        )}
        <span className="whole">
          n = {count(n)} {of}
        </span>
      </Text>
      <Text size="xs" c="dimmed" mt={2}>
        {hint}
      </Text>
    </div>
  );
}
