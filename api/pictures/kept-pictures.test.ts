import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { madeApp } from '../made-app.fixture.ts';
import { pictureOf, type AskedPicture } from './picture-path.ts';

let made: Awaited<ReturnType<typeof madeApp>>;
beforeAll(async () => {
  made = await madeApp();
  const photos = join(made.folder, 'photos');
  await mkdir(photos);
  await sharp({ create: { width: 900, height: 600, channels: 3, background: '#357' } })
    .jpeg()
    .toFile(join(photos, 'a.jpg'));
  await made.client.catalogue.create({ parent: made.folder, name: 'M' });
  await made.client.jobs.start({ kind: 'import-photos', spec: { paths: [photos] } });
  await made.app.open.queue.idle();
  await made.client.boxes.edit({
    photoId: 1,
    action: 'Draw box',
    changes: [{ kind: 'create', fields: { classId: 1, x: 0.2, y: 0.2, w: 0.4, h: 0.4 } }],
  });
});
afterAll(() => made.remove());

/** The one file below a folder that ends so. */
async function fileIn(folder: string, ending: string): Promise<string> {
  const names = await readdir(folder, { recursive: true });
  return join(folder, names.find((name) => name.endsWith(ending)) ?? 'none');
}

const served = async (asked: AskedPicture): Promise<Buffer> => {
  const { body } = await pictureOf(made.app, asked);
  return 'file' in body ? readFile(body.file) : body.bytes;
};

it.each<[string, AskedPicture, 'thumbs' | 'crops', string]>([
  ['thumbnail', { photoId: 1, variant: 'thumb' }, 'thumbs', '.thumb.jpg'],
  ['view', { photoId: 1, variant: 'view' }, 'thumbs', '.view.jpg'],
  ['box', { boxId: 1 }, 'crops', '.jpg'],
])(
  'a %s that was emptied or damaged is made anew when it is asked for',
  async (_, asked, room, ending) => {
    await served(asked);
    const file = await fileIn(made.app.open.catalogue.layout[room], ending);
    const whole = await readFile(file);
    for (const damage of [Buffer.alloc(0), Buffer.alloc(whole.length), whole.subarray(0, 300)]) {
      await writeFile(file, damage);
      await sharp(await served(asked), { failOn: 'warning' }).stats();
      expect((await readFile(file)).equals(whole)).toBe(true);
    }
  },
);
