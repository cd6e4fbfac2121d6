import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { WebSocketServer } from 'ws';
import type { App } from '#api/app.ts';
import { toPlainError } from '#api/errors.ts';
import { parsePicturePath, pictureOf, type AskedPicture } from '#api/pictures/picture-path.ts';
import { serveWebSocket } from '#api/transports/websocket.ts';
import { receiveDrop } from './drop.ts';
import { safeHeaders } from './headers.ts';
import { LaunchSecrets } from './launch-token.ts';
import { COOKIE, RequestGuard } from './request-guard.ts';
import { listStaticFiles, sendStatic } from './static-files.ts';

/** A call of the API is small; photos do not travel over the socket. */
const MOST_MESSAGE_BYTES = 4 * 1024 * 1024;

interface ServeOptions {
  app: App;
  /** Folder of the built renderer. */
  rendererFolder: string;
  /** 0 takes a free one. */
  port: number;
  /** Address to listen on; anything but a loopback address is for a person who knows why. */
  address: string;
}

export interface RunningServer {
  /** With the launch token; good for one browser. */
  url: string;
  port: number;
  close: () => Promise<void>;
}

class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Serves the app to a browser on this machine. */
export async function startServer(options: ServeOptions): Promise<RunningServer> {
  const { app, rendererFolder, address } = options;
  const files = await listStaticFiles(rendererFolder);
  const secrets = new LaunchSecrets();
  const server = createServer({ requestTimeout: 0 });
  const port = await listen(server, options.port, address);
  const names = address === '127.0.0.1' ? ['127.0.0.1', 'localhost'] : [address];
  const guard = new RequestGuard(
    names.map((name) => `${name.includes(':') ? `[${name}]` : name}:${port}`),
    'http',
    secrets,
  );
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_MESSAGE_BYTES });

  server.on('request', (request, response) => {
    void answer(request, response).catch((error: unknown) => fail(response, error));
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const allowed =
      guard.hostIsOurs(request) &&
      guard.originIsOurs(request) &&
      guard.hasSession(request) &&
      request.url === '/rpc';
    if (!allowed) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      // A message that is too large closes its socket, which is all there is to do.
      client.on('error', () => {});
      serveWebSocket(app, client);
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(safeHeaders)) response.setHeader(name, value);
    if (!guard.hostIsOurs(request)) {
      throw new Refusal(403, 'This address is not the one that Resight was started under.');
    }
    const { pathname, searchParams } = new URL(
      request.url ?? '/',
      `http://${request.headers.host}`,
    );
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!isRead && !guard.originIsOurs(request)) {
      throw new Refusal(403, 'The request comes from another page.');
    }
    const token = searchParams.get('token');
    if (pathname === '/' && isRead && token !== null) {
      launch(response, token, guard.hasSession(request));
      return;
    }
    if (!guard.hasSession(request)) {
      throw new Refusal(
        401,
        'Open Resight with the address that it printed when it started; it works once, for one browser.',
      );
    }
    if (request.method === 'POST' && pathname === '/drop') {
      const name = searchParams.get('name') ?? '';
      sendJson(response, 200, await receiveDrop(app, request, name));
      return;
    }
    if (!isRead) throw new Refusal(405, `${request.method} is not answered here.`);
    const picture = parsePicturePath(pathname);
    if (picture !== null) {
      await sendPicture(app, request, response, picture);
      return;
    }
    const path = files.get(pathname === '/' ? '/index.html' : pathname);
    if (path === undefined) throw new Refusal(404, 'There is nothing of that name.');
    await sendStatic(response, pathname, path, request.method === 'HEAD');
  }

  function launch(response: ServerResponse, token: string, hasSession: boolean): void {
    const session = secrets.exchange(token);
    if (session === null && !hasSession) {
      throw new Refusal(
        401,
        'This address was used before, or is of an earlier start. Start Resight again for a new one.',
      );
    }
    if (session !== null) {
      response.setHeader('set-cookie', `${COOKIE}=${session}; HttpOnly; SameSite=Strict; Path=/`);
    }
    // The token leaves the address bar and the history.
    response.writeHead(303, { location: '/', 'cache-control': 'no-store' }).end();
  }

  return {
    url: `http://${names[0].includes(':') ? `[${names[0]}]` : names[0]}:${port}/?token=${secrets.token}`,
    port,
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

function listen(server: Server, port: number, address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(
              `Port ${port} is taken. Choose another with --port, or leave it out for a free one.`,
            )
          : error,
      );
    });
    server.listen(port, address, () => resolve((server.address() as AddressInfo).port));
  });
}

async function sendPicture(
  app: App,
  request: IncomingMessage,
  response: ServerResponse,
  asked: AskedPicture,
): Promise<void> {
  const picture = await pictureOf(app, asked);
  response.setHeader('etag', picture.etag);
  // Ids are of one catalogue, and another may be opened on the same address: ask before using.
  response.setHeader('cache-control', 'private, no-cache');
  if (request.headers['if-none-match'] === picture.etag) {
    response.writeHead(304).end();
    return;
  }
  const { body } = picture;
  response.setHeader('content-type', picture.type);
  if ('file' in body) {
    response.setHeader('content-length', body.bytes);
    if (request.method === 'HEAD') response.end();
    else await pipeline(createReadStream(body.file), response);
  } else response.setHeader('content-length', body.bytes.length).end(body.bytes);
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(value));
}

function fail(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.removeHeader('etag');
  response.setHeader('connection', 'close');
  if (error instanceof Refusal) {
    response.writeHead(error.status, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(`${error.message}\n`);
    return;
  }
  const plain = toPlainError(error);
  const status = plain.code === 'not-found' ? 404 : plain.code === 'internal' ? 500 : 400;
  sendJson(response, status, plain);
}
