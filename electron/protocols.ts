import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { net, protocol } from 'electron';
import { pathToFileURL } from 'node:url';
import type { App } from '#api/app.ts';
import { toPlainError } from '#api/errors.ts';
import { photoPicture } from '#api/pictures/photo-picture.ts';
import { parsePicturePath } from '#api/pictures/picture-path.ts';
import { contentSecurityPolicy } from './content-policy.ts';

/** Must run before the app is ready. */
export function registerSchemes(): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, stream: true };
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges },
    { scheme: 'photo', privileges },
  ]);
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The file of the built screens that a path names, or null for anything outside or unknown. */
export function screenFile(folder: string, pathname: string): string | null {
  const path = normalize(
    join(folder, decodeURIComponent(pathname === '/' ? '/index.html' : pathname)),
  );
  return path.startsWith(`${folder}${sep}`) && extname(path) in types ? path : null;
}

/** The app's own pages over `app:`. */
export function serveScreens(folder: string): void {
  protocol.handle('app', async (request) => {
    const path = screenFile(folder, new URL(request.url).pathname);
    const body = path === null ? null : await readFile(path).catch(() => null);
    if (path === null || body === null) return new Response('Not found', { status: 404 });
    return new Response(new Uint8Array(body), {
      headers: {
        'content-type': types[extname(path)],
        'content-security-policy': contentSecurityPolicy,
        'x-content-type-options': 'nosniff',
      },
    });
  });
}

/** Pictures by id and variant over `photo:`. */
export function servePictures(app: App): void {
  protocol.handle('photo', async (request) => {
    const asked = parsePicturePath(new URL(request.url).pathname);
    if (asked === null) return new Response('Not found', { status: 404 });
    try {
      const { type, body } = await photoPicture(app, asked.photoId, asked.variant);
      const headers = { 'content-type': type, 'cache-control': 'no-cache' };
      if ('bytes' in body && body.bytes instanceof Buffer) {
        return new Response(new Uint8Array(body.bytes), { headers });
      }
      if (!('file' in body)) return new Response('Not found', { status: 404 });
      const file = await net.fetch(pathToFileURL(body.file).href);
      return new Response(file.body, { headers });
    } catch (error) {
      return Response.json(toPlainError(error), { status: 404 });
    }
  });
}
