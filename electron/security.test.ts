import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from './content-policy.ts';
import { menuTemplate } from './menu.ts';
import { isOwnPage, isOwnSender, mayOpenOutside } from './navigation.ts';
import { usableState } from './window-state.ts';

describe('pages', () => {
  it('are shown only from the app itself', () => {
    expect(isOwnPage('app://resight/index.html#/photos')).toBe(true);
    for (const foreign of [
      'https://resight/',
      'app://evil/',
      'file:///etc/passwd',
      'app:resight',
      'nonsense',
      'data:text/html,x',
    ]) {
      expect([foreign, isOwnPage(foreign)]).toEqual([foreign, false]);
    }
  });

  it('outside are opened only from the list, encrypted and without credentials', () => {
    expect(mayOpenOutside('https://github.com/x')).toBe(true);
    for (const refused of [
      'http://github.com/',
      'https://github.com.evil.example/',
      'https://u:p@github.com/',
      'file:///x',
      'javascript:1',
      '',
    ]) {
      expect([refused, mayOpenOutside(refused)]).toEqual([refused, false]);
    }
  });

  it('are heard only from their own top frame', () => {
    expect(isOwnSender({ url: 'app://resight/index.html', parent: null })).toBe(true);
    expect(isOwnSender({ url: 'app://resight/index.html', parent: {} })).toBe(false);
    expect(isOwnSender({ url: 'https://evil.example/', parent: null })).toBe(false);
    expect(isOwnSender(null)).toBe(false);
  });

  it('may run only their own scripts', () => {
    expect(contentSecurityPolicy).toContain(`default-src 'none'`);
    expect(contentSecurityPolicy).toContain(`script-src 'self';`);
    expect(contentSecurityPolicy).not.toContain('unsafe-eval');
  });
});

describe('the window', () => {
  const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
  const left = { x: 100, y: 50, width: 1200, height: 800, maximized: false };

  it('comes back where it was left', () => {
    expect(usableState(left, screens)).toEqual(left);
  });

  it('comes back on a screen that is there when its own is gone', () => {
    expect(usableState({ ...left, x: 2500 }, screens)).not.toHaveProperty('x');
    expect(usableState({ ...left, y: 1070 }, screens)).not.toHaveProperty('y');
  });

  it.each([null, 'x', {}, { width: 'wide', height: 1 }, { width: 10, height: 10 }])(
    'is of the usual size for %j',
    (stored) => {
      expect(usableState(stored, screens)).toEqual({ width: 1360, height: 860, maximized: false });
    },
  );
});

describe('the menu', () => {
  it('performs actions of the page by their ids, each once', () => {
    const performed: string[] = [];
    const ids: string[] = [];
    for (const { submenu } of menuTemplate('linux', (id) => performed.push(id))) {
      if (!Array.isArray(submenu)) continue;
      for (const entry of submenu) {
        if (entry.id === undefined) continue;
        ids.push(entry.id);
        (entry.click as () => void)();
      }
    }
    expect(performed).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('photos.import');
  });
});
