interface ChartLine {
  label: string;
  /** One value for every x; null where there is none. */
  values: readonly (number | null)[];
}

export interface Chart {
  title: string;
  xLabel: string;
  x: readonly number[];
  lines: readonly ChartLine[];
  /** Bounds of the upright axis; left open where not given. */
  range?: readonly [number, number];
  /** Bounds of the level axis. */
  xRange?: readonly [number, number];
  /** How a value is written; three digits where not given. */
  format?: (value: number) => string;
  formatX?: (value: number) => string;
  /** Whether x counts something: no ticks between whole numbers. */
  counts?: boolean;
  /** A place along x that matters, with what it is. */
  mark?: { x: number; label: string };
  /** Further numbers that only the table shows, such as how many cases stand behind each. */
  columns?: readonly ChartLine[];
  /** Marks each value, where there are few and each counts. */
  points?: boolean;
}
