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
const token = () => new URL(server.newAddress()).searchParams.get('token') ?? '';

const exchange = (value: string, headers: Record<string, string> = {}) =>
  ask(
    '/session',
    { origin: origin(), ...headers },
    'POST',
    Buffer.from(JSON.stringify({ token: value })),
  );

/** A page that came in by an address of its own. */
async function page() {
  const granted = JSON.parse((await exchange(token())).text) as { secret: string; pass: string };
  return { ...granted, headers: { authorization: `Bearer ${granted.secret}` } };
}

/** How a socket ended: `open` if it was let in. */
function knock(
  headers: Record<string, string>,
  { path = '/rpc', greeting = null as string | null } = {},
): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers });
    socket.on('open', () => {
      if (greeting !== null) socket.send(greeting);
      // A call of the API is answered only to a page that is known.
      socket.send('{"i":"1","p":{"u":"/shell/info"}}');
    });
    socket.on('message', () => {
      resolve('open');
      socket.close();
    });
    socket.on('close', (code) => resolve(`closed ${code}`));
    socket.on('error', (error) => resolve(error.message));
  });
}
const greetingOf = (secret: string) => JSON.stringify({ secret });

describe('the token of an address', () => {
  it('is exchanged once for a secret of the page, and no cookie is set', async () => {
    const value = token();
    const first = await exchange(value);
    expect(first.status).toBe(200);
    expect(JSON.parse(first.text)).toEqual({
      secret: expect.stringMatching(/^[\w-]{43}$/),
      pass: expect.stringMatching(/^\w+\.[\w-]{43}$/),
    });
    expect(first.headers['cache-control']).toBe('no-store');
    const again = await exchange(value);
    expect(again.status).toBe(401);
    expect(again.text).toContain('Press Enter where Resight was started');
    for (const answer of [first, again, await ask('/')])
      expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('that is wrong lets nobody in and does not use up the right one', async () => {
    const value = token();
    expect((await exchange('x'.repeat(32))).status).toBe(401);
    expect((await exchange(value)).status).toBe(200);
  });

  it('is not taken from another page', async () => {
    expect((await exchange(token(), { origin: 'http://127.0.0.1:1' })).status).toBe(403);
  });

  it('of a fresh address lets another page in, and the first one stays in', async () => {
    const first = await page();
    const second = await page();
    expect(second.secret).not.toBe(first.secret);
    for (const { secret } of [first, second])
      expect(await knock({ origin: origin() }, { greeting: greetingOf(secret) })).toBe('open');
  });

  it('of one server is nothing to another beside it', async () => {
    const other = await startServer({
      app: made.app,
      rendererFolder: join(made.folder, 'renderer'),
      port: 0,
      address: '127.0.0.1',
    });
    const foreign = new URL(other.newAddress()).searchParams.get('token') ?? '';
    expect((await exchange(foreign)).status).toBe(401);
    await other.close();
  });
});

describe('without a session', () => {
  it('the screens come, which are the same for everybody', async () => {
    expect((await ask('/')).status).toBe(200);
    expect((await ask('/assets/app.js')).status).toBe(200);
  });

  it.each(['/photo/1/thumb', '/box/1/crop', '/photo/1/thumb?pass=zzzzzzzz.forged'])(
    '%s is refused',
    async (path) => {
      const { status, text } = await ask(path);
      expect(status).toBe(401);
      expect(text).toContain('open the address that it prints');
    },
  );

  it('or with a forged one, the socket answers nothing', async () => {
    expect(await knock({ origin: origin() })).toBe('closed 4401');
    expect(await knock({ origin: origin() }, { greeting: greetingOf('forged') })).toBe(
      'closed 4401',
    );
    // What a cookie says, from whichever port, is not heard.
    const { secret } = await page();
    expect(await knock({ origin: origin(), cookie: `resight_session=${secret}` })).toBe(
      'closed 4401',
    );
  });
});

describe('the pass for pictures', () => {
  it('opens pictures alone', async () => {
    const { pass } = await page();
    expect((await ask(`/photo/1/thumb?pass=${pass}`)).status).toBe(400);
    expect((await ask(`/drop?pass=${pass}&name=a.jpg`, { origin: origin() }, 'POST')).status).toBe(
      401,
    );
    expect(await knock({ origin: origin() }, { greeting: greetingOf(pass) })).toBe('closed 4401');
  });

  it('is renewed by the page that is known', async () => {
    const { headers, pass } = await page();
    const renewed = await ask('/session', { origin: origin(), ...headers }, 'POST');
    expect(JSON.parse(renewed.text)).toEqual({ pass: expect.stringMatching(/^\w+\./) });
    expect(pass).toBeTypeOf('string');
  });
});

describe('a foreign page', () => {
  it.each(['evil.example', 'localhost.evil.example:80', '127.0.0.1', '127.0.0.1:1'])(
    'that reaches us under the host %s is refused',
    async (host) => {
      expect((await ask('/', { host })).status).toBe(403);
    },
  );

  it('cannot open the socket or send anything', async () => {
    const { secret, headers } = await page();
    const greeting = greetingOf(secret);
    for (const foreign of ['https://evil.example', 'null', `https://127.0.0.1:${server.port}`]) {
      expect(await knock({ origin: foreign }, { greeting })).toContain('403');
      expect((await ask('/drop?name=a.jpg', { origin: foreign, ...headers }, 'POST')).status).toBe(
        403,
      );
    }
    expect(await knock({}, { greeting })).toContain('403');
    expect((await ask('/drop?name=a.jpg', headers, 'POST')).status).toBe(403);
    expect(await knock({ origin: origin() }, { path: '/other', greeting })).toContain('403');
  });

  it('may not read or frame us: no CORS, a strict policy on every answer', async () => {
    const { headers } = await ask('/', { origin: 'https://evil.example' });
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
    const { status, text } = await ask(path, (await page()).headers);
    expect(status).toBe(404);
    expect(text).not.toContain('secret');
  });

  it('of the app give its files', async () => {
    expect((await ask('/')).text).toContain('<title>Resight');
    expect((await ask('/assets/app.js')).headers['content-type']).toContain('text/javascript');
  });
});

describe('sizes', () => {
  it('of a message beyond the limit close the socket, and the server goes on', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/rpc`, {
      headers: { origin: origin() },
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
    expect((await ask('/')).status).toBe(200);
  });

  it('of a body to a place that takes none are refused unread', async () => {
    const headers = { ...(await page()).headers, origin: origin() };
    const answer = await ask('/anything', headers, 'POST', Buffer.alloc(100_000)).catch(() => null);
    expect(answer === null || answer.status === 405).toBe(true);
  });
});

describe('pictures and drops', () => {
  it('a dropped photo lands in the catalogue, is imported, and its pictures are served by id', async () => {
    await made.client.catalogue.create({ parent: made.folder, name: 'M' });
    const own = await page();
    const bytes = await sharp({
      create: { width: 800, height: 400, channels: 3, background: 'teal' },
    })
      .jpeg()
      .toBuffer();
    const headers = { ...own.headers, origin: origin() };
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
    const thumb = await ask(`/photo/1/thumb?pass=${own.pass}`);
    expect(thumb).toMatchObject({ status: 200, headers: { 'content-type': 'image/jpeg' } });
    expect(
      (await ask('/photo/1/thumb', { ...own.headers, 'if-none-match': String(thumb.headers.etag) }))
        .status,
    ).toBe(304);
    // The kept pictures are a cache: made again when they are gone.
    await rm(made.app.open.catalogue.layout.thumbs, { recursive: true });
    expect((await ask('/photo/1/view', own.headers)).status).toBe(200);
    await rm(join(folder, name));
    const gone = await ask('/photo/1/full', own.headers);
    expect(gone.status).toBe(404);
    expect(JSON.parse(gone.text)).toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('away.jpg is not there'),
    });
    expect((await ask('/photo/99/thumb', own.headers)).status).toBe(404);
  });

  it('two dropped photos of one name are both kept, one that is too large is refused unread', async () => {
    await made.client.catalogue.create({ parent: made.folder, name: 'M' });
    const headers = { ...(await page()).headers, origin: origin() };
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
