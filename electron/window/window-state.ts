import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Pixels of the desktop, independent of its scale. */
interface WindowBounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface WindowState {
  bounds: WindowBounds | null;
  maximized: boolean;
}

export const SMALLEST = { width: 960, height: 600 };
const USUAL = { width: 1360, height: 860 };
/** A window of which less than this shows in both directions cannot be taken hold of. */
const LEAST_VISIBLE = 120;

function isRectangle(value: unknown): value is WindowBounds {
  return (
    typeof value === 'object' &&
    value !== null &&
    (['x', 'y', 'width', 'height'] as const).every((key) =>
      Number.isFinite((value as Record<string, unknown>)[key]),
    )
  );
}

/** What was kept; a damaged or missing file is a first start. */
export function readWindowState(file: string): WindowState {
  try {
    const { bounds, maximized } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    return { bounds: isRectangle(bounds) ? bounds : null, maximized: maximized === true };
  } catch {
    return { bounds: null, maximized: false };
  }
}

/** Written while the window closes, hence at once; whole or not at all. */
export function writeWindowState(file: string, state: WindowState): void {
  mkdirSync(dirname(file), { recursive: true });
  const partial = `${file}.${process.pid}.partial`;
  writeFileSync(partial, JSON.stringify(state));
  renameSync(partial, file);
}

/**
 * Where a window opens: where it was, if enough of it lies on a screen that is still there; else in the
 * usual size, placed by the system.
 *
 * @param screens work areas of the screens.
 */
export function openingBounds(
  { bounds }: WindowState,
  screens: readonly WindowBounds[],
): Partial<WindowBounds> & { width: number; height: number } {
  if (bounds === null) return USUAL;
  const width = Math.max(bounds.width, SMALLEST.width);
  const height = Math.max(bounds.height, SMALLEST.height);
  const overlap = (a: number, aLength: number, b: number, bLength: number) =>
    Math.min(a + aLength, b + bLength) - Math.max(a, b);
  const shows = screens.some(
    (screen) =>
      overlap(bounds.x, width, screen.x, screen.width) >= LEAST_VISIBLE &&
      overlap(bounds.y, height, screen.y, screen.height) >= LEAST_VISIBLE,
  );
  return shows ? { x: bounds.x, y: bounds.y, width, height } : USUAL;
}
