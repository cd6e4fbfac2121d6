import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { madeApp } from '#api/made-app.fixture.ts';
import { safeName } from './drop.ts';
import { startServer, type RunningServer } from './server.ts';

let made: Awaited<ReturnType<typeof madeApp>>;
let server: RunningServer;
beforeEach(async () => {
  made = await madeApp();
  const rendererFolder = join(made.folder, 'renderer');
  await mkdir(join(rendererFolder, 'assets'), { recursive: true });
  await writeFile(join(rendererFolder, 'index.html'), '<!doctype html><title>Resight</title>');
  await writeFile(join(rendererFolder, 'assets', 'app.js'), 'export {};');
  await writeFile(join(made.folder, 'secret.html'), 'secret');
  server = await startServer({ app: made.app, rendererFolder, port: 0, address: '127.0.0.1' });
});
afterEach(async () => {
  await server.close();
  await made.remove();
});

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

function ask(
  path: string,
  headers: Record<string, string> = {},
  method = 'GET',
  body?: Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port: server.port,
        path,
        method,
        headers: { host: `127.0.0.1:${server.port}`, ...headers },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        );
        response.on('error', reject);
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

const origin = () => `http://127.0.0.1:${server.port}`;
const token = () => new URL(server.url).searchParams.get('token') ?? '';

async function session(): Promise<string> {
  const { headers } = await ask(`/?token=${token()}`);
  return headers['set-cookie']?.[0].split(';')[0] ?? '';
}

/** How a socket ended: `open` if it was let in. */
function knock(headers: Record<string, string>, path = '/rpc'): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers });
    socket.on('open', () => {
      socket.close();
      resolve('open');
    });
    socket.on('error', (error) => resolve(error.message));
  });
}

describe('the launch token', () => {
  it('is exchanged once for a cookie that scripts and other sites cannot use', async () => {
    const first = await ask(`/?token=${token()}`);
    expect(first.status).toBe(303);
    expect(first.headers.location).toBe('/');
    expect(first.headers['set-cookie']?.[0]).toMatch(
      /^resight_session=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/,
    );
    const again = await ask(`/?token=${token()}`);
    expect(again.status).toBe(401);
    expect(again.headers['set-cookie']).toBeUndefined();
    expect(again.text).toContain('Start Resight again');
  });

  it('that is wrong lets nobody in and does not use up the right one', async () => {
    expect((await ask(`/?token=${'x'.repeat(32)}`)).status).toBe(401);
    expect((await ask(`/?token=${token()}`)).status).toBe(303);
  });

  it('opened again in the browser that used it leads on to the app', async () => {
    const cookie = await session();
    expect((await ask(`/?token=${token()}`, { cookie })).status).toBe(303);
  });
});

describe('without the cookie', () => {
  it.each(['/', '/index.html', '/assets/app.js', '/photo/1/thumb'])(
    '%s is refused',
    async (path) => {
      const { status, text } = await ask(path);
      expect(status).toBe(401);
      expect(text).toContain('Open Resight with the address that it printed');
    },
  );

  it('or with a forged one, the socket is refused', async () => {
    expect(await knock({ origin: origin() })).toContain('403');
    expect(await knock({ origin: origin(), cookie: 'resight_session=forged' })).toContain('403');
    expect(await knock({ origin: origin(), cookie: await session() })).toBe('open');
  });
});

describe('a foreign page', () => {
  it.each(['evil.example', 'localhost.evil.example:80', '127.0.0.1', '127.0.0.1:1'])(
    'that reaches us under the host %s is refused',
    async (host) => {
      expect((await ask('/', { host, cookie: await session() })).status).toBe(403);
    },
  );

  it('cannot open the socket or send anything', async () => {
    const cookie = await session();
    for (const foreign of ['https://evil.example', 'null', `https://127.0.0.1:${server.port}`]) {
      expect(await knock({ origin: foreign, cookie })).toContain('403');
      expect((await ask('/drop?name=a.jpg', { origin: foreign, cookie }, 'POST')).status).toBe(403);
    }
    expect(await knock({ cookie })).toContain('403');
    expect((await ask('/drop?name=a.jpg', { cookie }, 'POST')).status).toBe(403);
    expect(await knock({ origin: origin(), cookie }, '/other')).toContain('403');
  });

  it('may not read or frame us: no CORS, a strict policy on every answer', async () => {
    const { headers } = await ask('/', { origin: 'https://evil.example', cookie: await session() });
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(headers['content-security-policy']).toContain(`default-src 'none'`);
    expect(headers['content-security-policy']).toContain(`connect-src 'self'`);
    expect(headers['content-security-policy']).toContain(`frame-ancestors 'none'`);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect((await ask('/')).headers['content-security-policy']).toContain(`default-src 'none'`);
  });
});

describe('paths', () => {
  it.each([
    '/../secret.html',
    '/assets/../../secret.html',
    '/%2e%2e/secret.html',
    '/..%2fsecret.html',
    '/assets/..%5c..%5csecret.html',
    '//etc/passwd',
    '/photo/1/../../secret.html',
    '/photo/0/thumb',
    '/photo/-1/thumb',
    '/photo/1e3/thumb',
    '/photo/1/original',
    '/photo/1/thumb/x',
    '/photo/%2e%2e/thumb',
  ])('%s gives nothing', async (path) => {
    const { status, text } = await ask(path, { cookie: await session() });
    expect(status).toBe(404);
    expect(text).not.toContain('secret');
  });

  it('of the app give its files', async () => {
    const cookie = await session();
    expect((await ask('/', { cookie })).text).toContain('<title>Resight');
    expect((await ask('/assets/app.js', { cookie })).headers['content-type']).toContain(
      'text/javascript',
    );
  });
});

describe('sizes', () => {
  it('of a message beyond the limit close the socket, and the server goes on', async () => {
    const cookie = await session();
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/rpc`, {
      headers: { origin: origin(), cookie },
    });
    await new Promise((resolve) => {
      socket.on('open', resolve);
    });
    socket.on('error', () => {});
    const closed = new Promise<number>((resolve) => {
      socket.on('close', resolve);
    });
    socket.send('x'.repeat(5 * 1024 * 1024));
    expect(await closed).toBe(1009);
    expect((await ask('/', { cookie })).status).toBe(200);
  });

  it('of a body to a place that takes none are refused unread', async () => {
    const headers = { cookie: await session(), origin: origin() };
    const answer = await ask('/anything', headers, 'POST', Buffer.alloc(100_000)).catch(() => null);
    expect(answer === null || answer.status === 405).toBe(true);
  });
});

describe('pictures and drops', () => {
  it('a dropped photo lands in the catalogue, is imported, and its pictures are served by id', async () => {
    await made.client.catalogue.create({ parent: made.folder, name: 'M' });
    const cookie = await session();
    const bytes = await sharp({
      create: { width: 800, height: 400, channels: 3, background: 'teal' },
    })
      .jpeg()
      .toBuffer();
    const headers = { cookie, origin: origin() };
    const answer = await ask(
      `/drop?name=${encodeURIComponent('../../up and/away.jpg')}`,
      headers,
      'POST',
      bytes,
    );
    const { folder, name } = JSON.parse(answer.text) as { folder: string; name: string };
    expect(folder.startsWith(join(made.folder, 'M.resight', 'dropped'))).toBe(true);
    expect(name).toBe('away.jpg');
    await made.client.jobs.start({ kind: 'import-photos', spec: { paths: [folder] } });
    await made.app.open.queue.idle();
    const thumb = await ask('/photo/1/thumb', { cookie });
    expect(thumb).toMatchObject({ status: 200, headers: { 'content-type': 'image/jpeg' } });
    expect(
      (await ask('/photo/1/thumb', { cookie, 'if-none-match': String(thumb.headers.etag) })).status,
    ).toBe(304);
    // The kept pictures are a cache: made again when they are gone.
    await rm(made.app.open.catalogue.layout.thumbs, { recursive: true });
    expect((await ask('/photo/1/view', { cookie })).status).toBe(200);
    await rm(join(folder, name));
    const gone = await ask('/photo/1/full', { cookie });
    expect(gone.status).toBe(404);
    expect(JSON.parse(gone.text)).toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('away.jpg is not there'),
    });
    expect((await ask('/photo/99/thumb', { cookie })).status).toBe(404);
  });

  it('two dropped photos of one name are both kept, one that is too large is refused unread', async () => {
    await made.client.catalogue.create({ parent: made.folder, name: 'M' });
    const headers = { cookie: await session(), origin: origin() };
    const drop = async (text: string) => {
      const answer = await ask('/drop?name=IMG_0001.jpg', headers, 'POST', Buffer.from(text));
      return JSON.parse(answer.text) as { folder: string; name: string };
    };
    const first = await drop('of the first card');
    const second = await drop('of the second card');
    expect([first.name, second.name]).toEqual(['IMG_0001.jpg', 'IMG_0001 (2).jpg']);
    expect(await readFile(join(first.folder, first.name), 'utf8')).toBe('of the first card');
    expect(await readFile(join(second.folder, second.name), 'utf8')).toBe('of the second card');
    const tooLarge = { ...headers, 'content-length': String(2 * 1024 ** 3) };
    const refused = await ask('/drop?name=film.tiff', tooLarge, 'POST', Buffer.from('x'));
    expect(refused.status).toBe(400);
    expect(JSON.parse(refused.text)).toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('film.tiff is larger than 1 GB'),
    });
    expect((await readdir(first.folder)).sort()).toEqual(['IMG_0001 (2).jpg', 'IMG_0001.jpg']);
  });

  it('a dropped name can only be a file', () => {
    expect(
      ['..', '/etc/passwd', 'C:\\x\\y.jpg', '.hidden.jpg', 'a/b:c?.jpg', ''].map(safeName),
    ).toEqual(['photo', 'passwd', 'y.jpg', 'hidden.jpg', 'b-c-.jpg', 'photo']);
  });
});

it('a port that is taken is said so', async () => {
  const again = startServer({
    app: made.app,
    rendererFolder: join(made.folder, 'renderer'),
    port: server.port,
    address: '127.0.0.1',
  });
  await expect(again).rejects.toThrow(/Port \d+ is taken/);
});
