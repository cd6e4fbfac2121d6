/**
 * How many places on a key goes in a grid that is read row by row; null for a key that goes nowhere.
 * @param page rows on the screen
 */
export function gridStep(key: string, columns: number, page: number): number | null {
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    PageUp: -page * columns,
    PageDown: page * columns,
    Home: -Infinity,
    End: Infinity,
  };
  return steps[key] ?? null;
}
