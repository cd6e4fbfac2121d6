import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openingBounds, readWindowState, writeWindowState } from './window-state.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'resight-window-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const bounds = { x: 100, y: 80, width: 1200, height: 800 };

it('a window opens where it was', () => {
  const file = join(folder, 'new', 'window.json');
  writeWindowState(file, { bounds, maximized: true });
  expect(readWindowState(file)).toEqual({ bounds, maximized: true });
  expect(openingBounds(readWindowState(file), [screen])).toEqual(bounds);
});

it('a window whose screen was unplugged opens on one that is there', () => {
  const opened = openingBounds({ bounds: { ...bounds, x: 2500 }, maximized: false }, [screen]);
  expect(opened).toEqual({ width: 1360, height: 860 });
});

it('a window of which a strip shows is taken for lost, one that hangs half out is not', () => {
  const at = (x: number) => openingBounds({ bounds: { ...bounds, x }, maximized: false }, [screen]);
  expect(at(1900).x).toBeUndefined();
  expect(at(1000).x).toBe(1000);
});

it.each(['', '{', 'null', '{"bounds":{"x":"1"},"maximized":1}', '{"bounds":[1,2,3,4]}'])(
  'a damaged file %j is a first start',
  (text) => {
    const file = join(folder, 'window.json');
    writeFileSync(file, text);
    expect(readWindowState(file)).toEqual({ bounds: null, maximized: false });
  },
);
