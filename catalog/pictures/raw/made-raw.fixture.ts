/**
 * RAW files of each container as its published structure has them, with little in them: facts, values of a sensor
 * that are none, and JPEGs.
 */
import { madeTiff, type MadeDirectory } from '../made-tiff.fixture.ts';

const exifFacts: MadeDirectory = { 0x9003: '2016:06:07 10:22:33', 0xa434: '400 mm' };

const image = (maker: string, orientation: number): MadeDirectory => ({
  0x10f: maker,
  0x110: 'Model 1',
  0x112: { short: [orientation] },
  0x13b: 'Ann',
  0x8769: { directories: [exifFacts] },
  0x8825: {
    directories: [
      {
        1: 'N',
        2: {
          rational: [
            [57, 1],
            [30, 1],
            [0, 1],
          ],
        },
        3: 'W',
        4: {
          rational: [
            [4, 1],
            [0, 1],
            [0, 1],
          ],
        },
      },
    ],
  },
});

/** What a sensor saw: no picture. */
const sensor: MadeDirectory = {
  0x100: { long: [6000] },
  0x101: { long: [4000] },
  0x103: { short: [1] },
  0x106: { short: [32_803] },
  0x111: { piece: Buffer.alloc(64) },
  0x117: { long: [64] },
};

const embedded = (jpeg: Buffer): MadeDirectory => ({
  0xfe: { long: [1] },
  0x103: { short: [6] },
  0x201: { piece: jpeg },
  0x202: { long: [jpeg.length] },
});

const strip = (jpeg: Buffer): MadeDirectory => ({
  0x103: { short: [6] },
  0x111: { piece: jpeg },
  0x117: { long: [jpeg.length] },
});

function box(type: string, ...content: Buffer[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + content.reduce((sum, { length }) => sum + length, 0));
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, ...content]);
}

function long(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, at) => bytes.writeUInt32BE(value, 4 * at));
  return bytes;
}

function madeCr3(jpeg: Buffer, small: Buffer, orientation: number): Buffer {
  const { 0x8769: _, 0x8825: gps, ...first } = image('Canon', orientation);
  const places = typeof gps === 'object' && 'directories' in gps ? gps.directories : [];
  const start = box('ftyp', Buffer.from('crx '), long(1), Buffer.from('crx isom'));
  const facts = box(
    'uuid',
    Buffer.from('85c0b687820f11e08111f4ce462b6a48', 'hex'),
    box('CMT1', madeTiff([first])),
    box('CMT2', madeTiff([exifFacts])),
    box('CMT4', madeTiff(places)),
  );
  const track = (place: number) =>
    box(
      'trak',
      box(
        'mdia',
        box(
          'minf',
          box('stbl', box('stsz', long(0, jpeg.length, 1)), box('co64', long(0, 1, 0, place))),
        ),
      ),
    );
  const preview = box(
    'uuid',
    Buffer.from('eaf42b5e1c984b88b9fbb7dc406e4d16', 'hex'),
    long(0, 1),
    box('PRVW', long(0, 0, 0, small.length), small),
  );
  const before = (place: number) =>
    Buffer.concat([start, box('moov', facts, track(place)), preview]);
  return Buffer.concat([before(0), box('mdat', jpeg)].with(0, before(before(0).length + 8)));
}

function madeRaf(jpeg: Buffer): Buffer {
  const head = Buffer.alloc(160);
  head.write('FUJIFILMCCD-RAW 0201FF129502', 0, 'latin1');
  head.writeUInt32BE(head.length, 84);
  head.writeUInt32BE(jpeg.length, 88);
  return Buffer.concat([head, jpeg, Buffer.alloc(64)]);
}

/** Olympus's note, whose offsets count from its own beginning; the picture stands behind it. */
function olympusNote(jpeg: Buffer): Buffer {
  const head = Buffer.from('OLYMPUS\0II\x03\0', 'latin1');
  // One entry of 12 bytes and the end of the chain, for either directory.
  const settingsAt = head.length + 18;
  const jpegAt = settingsAt + 2 + 24 + 4;
  const row = (tag: number, type: number, value: number) => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16LE(tag);
    bytes.writeUInt16LE(type, 2);
    bytes.writeUInt32LE(1, 4);
    bytes.writeUInt32LE(value, 8);
    return bytes;
  };
  const directory = (...rows: Buffer[]) =>
    Buffer.concat([Buffer.from([rows.length, 0]), ...rows, Buffer.alloc(4)]);
  return Buffer.concat([
    head,
    directory(row(0x2020, 13, settingsAt)),
    directory(row(0x101, 4, jpegAt), row(0x102, 4, jpeg.length)),
    jpeg,
  ]);
}

/**
 * A RAW file of each kind that holds `jpeg`, and `small` where the kind has a second one.
 *
 * @param orientation as the RAW file says it, 1–8
 */
export const madeRaws = {
  NEF: (jpeg, small, orientation) =>
    madeTiff(
      [
        {
          ...image('NIKON CORPORATION', orientation),
          0xfe: { long: [1] },
          0x14a: { directories: [embedded(jpeg), sensor, embedded(small)] },
        },
      ],
      { isBig: true },
    ),
  CR2: (jpeg, small, orientation) => {
    const file = madeTiff([
      { ...image('Canon', orientation), ...strip(jpeg) },
      embedded(small),
      sensor,
    ]);
    return file;
  },
  ARW: (jpeg, small, orientation) =>
    madeTiff([
      {
        ...image('SONY', orientation),
        ...embedded(jpeg),
        0x14a: { directories: [sensor] },
      },
      embedded(small),
    ]),
  DNG: (jpeg, small, orientation) =>
    madeTiff([
      {
        ...image('Pentax', orientation),
        0xfe: { long: [1] },
        0xc612: { bytes: Buffer.from([1, 4, 0, 0]) },
        0x14a: {
          directories: [
            sensor,
            { ...strip(small), 0xfe: { long: [1] } },
            { ...strip(jpeg), 0x103: { short: [7] } },
          ],
        },
      },
    ]),
  ORF: (jpeg, _, orientation) =>
    madeTiff(
      [
        {
          ...image('OLYMPUS IMAGING CORP.', orientation),
          0x8769: { directories: [{ ...exifFacts, 0x927c: { bytes: olympusNote(jpeg) } }] },
        },
      ],
      { magic: 0x4f52 },
    ),
  RW2: (jpeg, _, orientation) =>
    madeTiff([{ ...image('Panasonic', orientation), 0x2e: { bytes: jpeg } }], { magic: 0x55 }),
  RAF: (jpeg) => madeRaf(jpeg),
  CR3: madeCr3,
} as const satisfies Record<string, (jpeg: Buffer, small: Buffer, orientation: number) => Buffer>;
