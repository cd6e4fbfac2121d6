/** A real web server on this machine that hands out files as a hub does, and breaks off as a network does. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

interface ServedFile {
  bytes: Buffer;
  etag?: string;
  /** Connections are cut after this many bytes each, as often as the list says. */
  cuts?: number[];
  /** What the hub says that the file's hash is, on a redirect before it. */
  linked?: string;
  /** Without it every answer is the whole file. */
  ranges?: boolean;
  /** Bytes a second, so that a test can step in. */
  slowly?: boolean;
}

export async function startWeightsServer(files: Record<string, ServedFile>) {
  const asked: { path: string; range: string | undefined }[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname;
    const file = files[path.replace(/^\/blob/, '')];
    asked.push({ path, range: request.headers.range });
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    if (file.linked !== undefined && !path.startsWith('/blob')) {
      response
        .writeHead(302, { location: `/blob${path}`, 'x-linked-etag': `"${file.linked}"` })
        .end();
      return;
    }
    const begin = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const sameFile =
      request.headers['if-range'] === undefined || request.headers['if-range'] === file.etag;
    const from = file.ranges !== false && sameFile ? begin : 0;
    const total = file.bytes.length;
    if (begin > 0 && begin >= total && from > 0) {
      response.writeHead(416, { 'content-range': `bytes */${total}` }).end();
      return;
    }
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': total - from,
      ...(file.etag === undefined ? {} : { etag: file.etag }),
      ...(from > 0 ? { 'content-range': `bytes ${from}-${total - 1}/${total}` } : {}),
    });
    const cut = file.cuts?.shift();
    if (cut !== undefined) {
      response.write(file.bytes.subarray(from, from + cut), () => response.destroy());
      return;
    }
    if (file.slowly === true) {
      response.write(file.bytes.subarray(from, from + 1000));
      return;
    }
    response.end(file.bytes.subarray(from));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    base: `http://127.0.0.1:${port}`,
    asked,
    files,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
