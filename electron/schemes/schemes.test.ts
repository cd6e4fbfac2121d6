import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { madeApp } from '#api/made-app.fixture.ts';
import { appResponse, listPages } from './app-scheme.ts';
import { photoResponse } from './photo-scheme.ts';

let made: Awaited<ReturnType<typeof madeApp>>;
beforeEach(async () => {
  made = await madeApp();
});
afterEach(() => made.remove());

/** A request as Electron hands it over; `Request` itself refuses schemes it does not know. */
const get = (url: string, headers: Record<string, string> = {}, method = 'GET') => ({
  url,
  method,
  headers: new Headers(headers),
});

describe('app:', () => {
  async function pages(): Promise<Map<string, string>> {
    const folder = join(made.folder, 'renderer');
    await mkdir(join(folder, 'assets', 'deep'), { recursive: true });
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>Resight</title>');
    await writeFile(join(folder, 'assets', 'deep', 'app.js'), 'export {};');
    await writeFile(join(folder, 'assets', 'notes.txt'), 'secret');
    await writeFile(join(made.folder, 'secret.html'), 'secret');
    return listPages(folder);
  }

  it('gives the built screens with their type and the policy', async () => {
    const files = await pages();
    const page = await appResponse(files, get('app://resight/'));
    expect(await page.text()).toContain('Resight');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toContain(`default-src 'none'`);
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    const script = await appResponse(files, get('app://resight/assets/deep/app.js'));
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  it.each([
    ['app://resight/../secret.html', 404],
    ['app://resight/%2e%2e/secret.html', 404],
    ['app://resight/..%2fsecret.html', 404],
    ['app://resight/assets/notes.txt', 404],
    ['app://resight//etc/passwd', 404],
    ['app://evil/index.html', 403],
    ['https://resight/index.html', 403],
  ])('%s gives %s and nothing else', async (url, status) => {
    const answer = await appResponse(await pages(), get(url));
    expect(answer.status).toBe(status);
    expect(await answer.text()).toBe('');
  });

  it('takes nothing', async () => {
    expect((await appResponse(await pages(), get('app://resight/', {}, 'POST'))).status).toBe(405);
  });
});

describe('photo:', () => {
  async function onePhoto(): Promise<string> {
    const folder = join(made.folder, 'photos');
    await mkdir(folder);
    const file = join(folder, 'fin.jpg');
    await sharp({ create: { width: 800, height: 400, channels: 3, background: 'teal' } })
      .jpeg()
      .toFile(file);
    await made.client.catalogue.create({ parent: made.folder, name: 'M' });
    await made.client.jobs.start({ kind: 'import-photos', spec: { paths: [folder] } });
    await made.app.open.queue.idle();
    return file;
  }

  it('gives a picture by id, once for a reader that kept it', async () => {
    await onePhoto();
    const url = 'photo://catalogue/photo/1/thumb';
    const answer = await photoResponse(made.app, get(url));
    expect(answer.headers.get('content-type')).toBe('image/jpeg');
    const { width } = await sharp(await answer.arrayBuffer()).metadata();
    expect(width).toBe(256);
    const etag = answer.headers.get('etag') ?? '';
    expect((await photoResponse(made.app, get(url, { 'if-none-match': etag }))).status).toBe(304);
  });

  it('says which file is gone', async () => {
    await rm(await onePhoto());
    const answer = await photoResponse(made.app, get('photo://catalogue/photo/1/full'));
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('fin.jpg is not there'),
    });
  });

  it('without a catalogue says so', async () => {
    const answer = await photoResponse(made.app, get('photo://catalogue/photo/1/thumb'));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'no-catalogue' });
  });

  it.each([
    'photo://elsewhere/photo/1/thumb',
    'photo://catalogue/photo/1/../../etc/passwd',
    'photo://catalogue/etc/passwd',
    'photo://catalogue/photo/1/original',
    'https://catalogue/photo/1/thumb',
  ])('%s is nothing', async (url) => {
    const answer = await photoResponse(made.app, get(url));
    expect(answer.status).toBe(404);
    expect(await answer.text()).toBe('');
  });
});
