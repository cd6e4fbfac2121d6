import { readFileSync, renameSync, writeFileSync } from 'node:fs';

export interface WindowState {
  x?: number;
  y?: number;
  width: number;
  height: number;
  maximized: boolean;
}

interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

const usual: WindowState = { width: 1360, height: 860, maximized: false };

const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);

/**
 * The window as it was left, if it still lies on a screen; a monitor may have been unplugged since.
 *
 * @param stored what the file held, whatever that is.
 */
export function usableState(stored: unknown, screens: readonly Area[]): WindowState {
  if (typeof stored !== 'object' || stored === null) return usual;
  const { x, y, width, height, maximized } = stored as Record<string, unknown>;
  if (!isNumber(width) || !isNumber(height) || width < 640 || height < 480) return usual;
  const size = { width, height, maximized: maximized === true };
  if (!isNumber(x) || !isNumber(y)) return size;
  // Enough of the title bar to take hold of must be on one of the screens.
  const seen = screens.some(
    (screen) =>
      x + width > screen.x + 80 &&
      x < screen.x + screen.width - 80 &&
      y >= screen.y - 10 &&
      y < screen.y + screen.height - 40,
  );
  return seen ? { ...size, x, y } : size;
}

export function readWindowState(file: string, screens: readonly Area[]): WindowState {
  try {
    return usableState(JSON.parse(readFileSync(file, 'utf8')), screens);
  } catch {
    return usual;
  }
}

export function writeWindowState(file: string, state: WindowState): void {
  writeFileSync(`${file}.partial`, JSON.stringify(state));
  renameSync(`${file}.partial`, file);
}
