import './reports.css';
import { Button, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { count } from '../parts/words.ts';

/** Mistakes as pictures, the worst first and a few at once: a wall of them helps nobody. */
export function MistakeList<Mistake>({
  title,
  empty,
  mistakes,
  keyOf,
  look,
  atOnce,
  children,
}: {
  title: string;
  /** What it means that there are none. */
  empty: string;
  mistakes: readonly Mistake[];
  keyOf: (mistake: Mistake) => string | number;
  /** Class of the list. */
  look: string;
  /** Shown at first. */
  atOnce: number;
  children: (mistake: Mistake) => ReactNode;
}) {
  const [all, setAll] = useState(false);
  const shown = all ? mistakes : mistakes.slice(0, atOnce);
  return (
    <section aria-label={title}>
      <Text component="h3" fw={600} mb="xs">
        {title} ({count(mistakes.length)})
      </Text>
      {mistakes.length === 0 && <Text c="dimmed">{empty}</Text>}
      <ul className={look}>
        {shown.map((mistake) => (
          <li key={keyOf(mistake)}>{children(mistake)}</li>
        ))}
      </ul>
      {mistakes.length > atOnce && (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${count(mistakes.length)}`}
        </Button>
      )}
    </section>
  );
}
