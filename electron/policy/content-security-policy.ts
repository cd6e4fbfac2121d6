import { APP_HOST, APP_SCHEME } from './own-page.ts';

/** Only our own files, pictures by id, no frames, no plugins. Mantine sets sizes through style attributes. */
export const contentSecurityPolicy = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self' 'unsafe-inline'`,
  `img-src 'self' photo: blob: data:`,
  `font-src 'self'`,
  `connect-src 'self' photo:`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
};

export const pictureHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': `default-src 'none'`,
  'x-content-type-options': 'nosniff',
  'access-control-allow-origin': `${APP_SCHEME}://${APP_HOST}`,
};
