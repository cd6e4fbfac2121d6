import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { mayOpenOutside } from './external-link.ts';
import { APP_PAGE, isOwnPage, isOwnSender } from './own-page.ts';
import { webPreferences } from './web-preferences.ts';

describe('a window may show', () => {
  it.each([APP_PAGE, 'app://resight/', 'app://resight/index.html#/photos'])('%s', (url) => {
    expect(isOwnPage(url)).toBe(true);
  });
});

describe('a window may not show', () => {
  it.each([
    'https://resight/index.html',
    'app://evil/index.html',
    'app://resight.evil.example/',
    'app://resight@evil.example/',
    'app://evil@resight/',
    'app://resight:8080/',
    'file:///etc/passwd',
    'photo://catalogue/photo/1/full',
    'javascript:alert(1)',
    'data:text/html,x',
    'about:blank',
    'no address',
    '',
  ])('%s', (url) => {
    expect(isOwnPage(url)).toBe(false);
  });
});

describe('the main process listens to', () => {
  it('the top frame of our own page', () => {
    expect(isOwnSender({ url: APP_PAGE, parent: null })).toBe(true);
  });

  it.each([
    ['a foreign page', { url: 'https://evil.example/', parent: null }],
    ['a frame inside our page', { url: APP_PAGE, parent: {} }],
    ['a frame that is gone', null],
  ])('not %s', (_, frame) => {
    expect(isOwnSender(frame)).toBe(false);
  });
});

describe('a link', () => {
  it('to a register of the field opens in the browser', () => {
    expect(mayOpenOutside('https://www.marinespecies.org/aphia.php?p=taxdetails&id=137094')).toBe(
      true,
    );
  });

  it.each([
    'http://www.marinespecies.org/',
    'https://www.marinespecies.org.evil.example/',
    'https://www.marinespecies.org@evil.example/',
    'https://a@www.marinespecies.org/',
    'https://www.marinespecies.org:8443/',
    'file:///usr/bin/xterm',
    'smb://evil.example/share',
    'javascript:alert(1)',
    'not a link',
  ])('to %s goes nowhere', (url) => {
    expect(mayOpenOutside(url)).toBe(false);
  });
});

it('a page runs our scripts alone and cannot be framed', () => {
  const rules = contentSecurityPolicy.split('; ');
  expect(rules).toContain(`default-src 'none'`);
  expect(rules).toContain(`script-src 'self'`);
  expect(rules).toContain(`frame-ancestors 'none'`);
  expect(contentSecurityPolicy).not.toMatch(/unsafe-eval|https?:|\*/);
});

it('a page has no Node, a context and a sandbox of its own, and no webview', () => {
  expect(webPreferences('/preload.cjs')).toMatchObject({
    nodeIntegration: false,
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    webviewTag: false,
  });
});
