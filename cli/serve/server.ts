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
import { sessionPath, tokenParameter } from '#terms/session.ts';
import { receiveDrop } from './drop.ts';
import { safeHeaders } from './headers.ts';
import { greeted } from './greeted-socket.ts';
import { reachableAt } from './reachable.ts';
import { RequestGuard } from './request-guard.ts';
import { openSession } from './session-requests.ts';
import { Sessions } from './sessions.ts';
import { listStaticFiles, sendStatic } from './static-files.ts';

/** Who sends nothing, or a request that never ends, does not keep a place. Milliseconds. */
const limits = {
  headersTimeout: 10_000,
  // A dropped photo of a gigabyte arrives in this time also over a slow cable.
  requestTimeout: 15 * 60_000,
  keepAliveTimeout: 10_000,
  connectionsCheckingInterval: 2000,
} as const;
/** A browser opens six, and one for the socket. */
const MOST_CONNECTIONS = 500;

const notKnown =
  'This page is not known here. Press Enter where Resight was started, and open the address that it prints.';
const usedUp =
  'This address was used before, or is of an earlier start. Press Enter where Resight was started for a new one.';

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
  /** Where pages reach it, if that is through another program, such as `https://lab.example`. */
  publicly?: URL | null;
}

export interface RunningServer {
  /** An address with a token, good for one page; another one at each call. */
  newAddress: () => string;
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
  const sessions = new Sessions();
  const server = createServer(limits);
  server.maxConnections = MOST_CONNECTIONS;
  const port = await listen(server, options.port, address);
  const { printed, ...reachable } = reachableAt(address, port, options.publicly ?? null);
  const guard = new RequestGuard(reachable, sessions);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_MESSAGE_BYTES });

  server.on('request', (request, response) => {
    void answer(request, response).catch((error: unknown) => fail(response, error));
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const allowed =
      guard.hostIsOurs(request) && guard.originIsOurs(request) && request.url === '/rpc';
    if (!allowed) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      // A message that is too large closes its socket, which is all there is to do.
      client.on('error', () => {});
      greeted(
        client,
        (secret) => sessions.knows(secret),
        () => serveWebSocket(app, client),
      );
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
    if (request.method === 'POST' && pathname === sessionPath) {
      const granted = guard.hasSession(request)
        ? { pass: sessions.newPass() }
        : await openSession(request, sessions);
      if (granted === null) throw new Refusal(401, usedUp);
      response.setHeader('cache-control', 'no-store');
      sendJson(response, 200, granted);
      return;
    }
    const picture = parsePicturePath(pathname);
    // The screens themselves are the same for everybody and tell nothing; what they show is asked for.
    const isOpen = isRead && picture === null;
    const mayIn = guard.hasSession(request) || (picture !== null && guard.hasPass(searchParams));
    if (!isOpen && !mayIn) throw new Refusal(401, notKnown);
    if (request.method === 'POST' && pathname === '/drop') {
      const name = searchParams.get('name') ?? '';
      sendJson(response, 200, await receiveDrop(app, request, name));
      return;
    }
    if (!isRead) throw new Refusal(405, `${request.method} is not answered here.`);
    if (picture !== null) {
      await sendPicture(app, request, response, picture);
      return;
    }
    const path = files.get(pathname === '/' ? '/index.html' : pathname);
    if (path === undefined) throw new Refusal(404, 'There is nothing of that name.');
    await sendStatic(response, pathname, path, request.method === 'HEAD');
  }

  return {
    newAddress: () => `${printed}?${tokenParameter}=${sessions.newToken()}`,
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
