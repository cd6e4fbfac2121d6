import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pageFileTypes } from '#terms/files/page-files.ts';

/** The files of the built renderer by their path in a URL, listed once: nothing else can be asked for. */
export async function listStaticFiles(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !(extname(entry.name) in pageFileTypes)) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(`/${relative(folder, path).split(sep).join('/')}`, path);
  }
  return files;
}

export async function sendStatic(
  response: ServerResponse,
  url: string,
  path: string,
  headOnly: boolean,
): Promise<void> {
  const { size } = await stat(path);
  response.writeHead(200, {
    'content-type': pageFileTypes[extname(path)],
    'content-length': size,
    // Vite names assets by their content.
    'cache-control': url.startsWith('/assets/')
      ? 'private, max-age=31536000, immutable'
      : 'no-cache',
  });
  if (headOnly) response.end();
  else await pipeline(createReadStream(path), response);
}
