import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { App } from '#api/app.ts';
import { toPlainError } from '#api/errors.ts';
import { parsePicturePath, pictureOf } from '#api/pictures/picture-path.ts';
import { pictureHeaders } from '../policy/content-security-policy.ts';

export const PHOTO_SCHEME = 'photo';

/**
 * The answer to `photo://catalogue/photo/ID/VARIANT`: a picture by id, never by path. A file that is gone
 * is 404 with the reason as JSON.
 */
export async function photoResponse(
  app: App,
  request: Pick<Request, 'url' | 'method' | 'headers'>,
): Promise<Response> {
  const { protocol, host, pathname } = new URL(request.url);
  const asked = parsePicturePath(pathname);
  const ours = protocol === `${PHOTO_SCHEME}:` && host === 'catalogue' && request.method === 'GET';
  if (!ours || asked === null) return new Response(null, { status: 404, headers: pictureHeaders });
  try {
    const { type, body, etag } = await pictureOf(app, asked);
    const headers = {
      ...pictureHeaders,
      etag,
      // Ids are of one catalogue, and another may be opened under the same address: ask before using.
      'cache-control': 'private, no-cache',
    };
    if (request.headers.get('if-none-match') === etag) {
      return new Response(null, { status: 304, headers });
    }
    const content = { ...headers, 'content-type': type };
    if (!('file' in body)) {
      return new Response(new Uint8Array(body.bytes), { headers: content });
    }
    const stream = Readable.toWeb(createReadStream(body.file)) as ReadableStream<Uint8Array>;
    return new Response(stream, {
      headers: { ...content, 'content-length': String(body.bytes) },
    });
  } catch (error) {
    const plain = toPlainError(error);
    const status = plain.code === 'not-found' ? 404 : plain.code === 'internal' ? 500 : 400;
    return Response.json(plain, { status, headers: pictureHeaders });
  }
}
