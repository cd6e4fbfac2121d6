import { mkdir, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { madeApp } from '#api/made-app.fixture.ts';
import { startServer, type RunningServer } from '#cli/serve/server.ts';

let made: Awaited<ReturnType<typeof madeApp>>;
let server: RunningServer;
beforeEach(async () => {
  made = await madeApp();
  const rendererFolder = join(made.folder, 'renderer');
  await mkdir(rendererFolder);
  await writeFile(join(rendererFolder, 'index.html'), '<!doctype html><title>Resight</title>');
  server = await startServer({ app: made.app, rendererFolder, port: 0, address: '127.0.0.1' });
});
afterEach(async () => {
  await server.close();
  await made.remove();
});

/** How long a socket is borne that says this and no more, milliseconds. */
function borne(said: string): Promise<number> {
  return new Promise((resolve) => {
    const begun = performance.now();
    const socket: Socket = connect(server.port, '127.0.0.1', () => {
      if (said !== '') socket.write(said);
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(performance.now() - begun));
    socket.resume();
  });
}

const upgrade = (port: number) =>
  `GET /rpc HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;

it('300 sockets that never finish what they ask are closed, and others are served meanwhile', async () => {
  const half = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n`;
  const waits = Array.from({ length: 300 }, (_, at) =>
    borne(['', half, upgrade(server.port)][at % 3]),
  );
  const answer = await fetch(`http://127.0.0.1:${server.port}/`);
  expect(answer.status).toBe(200);
  expect(Math.max(...(await Promise.all(waits)))).toBeLessThan(30_000);
});
