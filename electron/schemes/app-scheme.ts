import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pageFileTypes } from '#terms/files/page-files.ts';
import { pageHeaders } from '../policy/content-security-policy.ts';
import { isOwnPage } from '../policy/own-page.ts';

/**
 * The files of the built screens by their path in an address. Folder by folder: inside an asar archive a
 * recursive listing is not to be relied on.
 */
export async function listPages(folder: string, at = ''): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const entry of await readdir(join(folder, at), { withFileTypes: true })) {
    const path = `${at}/${entry.name}`;
    if (entry.isDirectory()) {
      for (const [inner, file] of await listPages(folder, path)) files.set(inner, file);
    } else if (extname(entry.name) in pageFileTypes) files.set(path, join(folder, path));
  }
  return files;
}

/** The answer to a request of the `app:` scheme: a file that was listed at the start, or 404. */
export async function appResponse(
  files: ReadonlyMap<string, string>,
  request: Pick<Request, 'url' | 'method'>,
): Promise<Response> {
  if (!isOwnPage(request.url)) return new Response(null, { status: 403, headers: pageHeaders });
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return new Response(null, { status: 405, headers: pageHeaders });
  }
  const { pathname } = new URL(request.url);
  const file = files.get(pathname === '/' || pathname === '' ? '/index.html' : pathname);
  if (file === undefined) return new Response(null, { status: 404, headers: pageHeaders });
  return new Response(new Uint8Array(await readFile(file)), {
    headers: { ...pageHeaders, 'content-type': pageFileTypes[extname(file)] },
  });
}
