import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { readFacts } from '../picture.ts';
import { pictureHash } from '../identity/picture-hash.ts';
import { madeRaws } from './made-raw.fixture.ts';
import { openRaw, pictureIn } from './open-raw.ts';

let large: Buffer;
let small: Buffer;
beforeAll(async () => {
  const made = (width: number, height: number, background: string) =>
    sharp({ create: { width, height, channels: 3, background } });
  large = await made(1800, 1200, 'teal')
    .jpeg()
    .withExif({
      IFD0: { Make: 'FUJIFILM', Model: 'Model 1', Artist: 'Ann' },
      IFD2: { DateTimeOriginal: '2016:06:07 10:22:33' },
    })
    .toBuffer();
  small = await made(320, 240, 'tan').jpeg().toBuffer();
});

describe.each(Object.entries(madeRaws))('a %s file', (kind, make) => {
  it('shows its largest JPEG, with its own facts', async () => {
    const file = make(large, small, 1);
    const facts = await readFacts(file, `DSC_0001.${kind}`);
    expect(facts).toMatchObject({
      format: 'jpeg',
      width: 1800,
      height: 1200,
      takenMs: Date.UTC(2016, 5, 7, 10, 22, 33),
      takenSource: 'exif',
      photographer: 'Ann',
    });
    expect(facts.camera).toMatch(/Model 1$/);
    // Fujifilm's place is that of its JPEG, and the made one has none.
    if (kind !== 'RAF') expect(facts).toMatchObject({ latitude: 57.5, longitude: -4 });
    const { dominant } = await sharp(pictureIn(file)).stats();
    expect(dominant.g).toBeGreaterThan(dominant.r);
  });

  it('is upright as the camera was held', async () => {
    if (kind === 'RAF') return;
    const file = make(large, small, 6);
    expect(await readFacts(file, `a.${kind}`)).toMatchObject({ width: 1200, height: 1800 });
    const { info } = await sharp(pictureIn(file))
      .autoOrient()
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([1200, 1800]);
  });

  it('whose JPEG is small is refused with what to do', async () => {
    await expect(readFacts(make(small, small, 1), `a.${kind}`)).rejects.toThrow(
      /^The largest JPEG in this \w+ file has 320 × 240 pixels, and 1600 are needed. Develop it/,
    );
  });

  it('is the same picture as long as its JPEG is', () => {
    const hash = pictureHash(make(large, small, 1), 1);
    expect(pictureHash(Buffer.concat([make(large, small, 1), Buffer.from('XMP')]), 1)).toBe(hash);
    expect(pictureHash(make(small, small, 1), 1)).not.toBe(hash);
  });

  it('that is damaged anywhere is opened or refused, and breaks nothing', () => {
    const whole = make(small, small, 1);
    for (let cut = 0; cut < whole.length; cut += 37) {
      openRaw(whole.subarray(0, cut));
      const changed = Buffer.from(whole);
      changed.fill(0xff, cut, cut + 4);
      openRaw(changed);
    }
  });
});

it('what is called a RAW file and is none is refused', async () => {
  await expect(readFacts(large, 'a.NEF')).rejects.toThrow(/^It is no NEF file/);
  await expect(readFacts(Buffer.from('II nothing'), 'a.CR2')).rejects.toThrow(/^It is no CR2 file/);
});

it('a TIFF that is a picture is no RAW file', async () => {
  const tiff = await sharp({ create: { width: 30, height: 20, channels: 3, background: 'teal' } })
    .tiff()
    .toBuffer();
  expect(openRaw(tiff)).toBeNull();
});
