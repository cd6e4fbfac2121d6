import { expect, it } from 'vitest';
import { madeExif, type MadeDirectory } from '../made-tiff.fixture.ts';
import { factsOfBlocks } from './capture-facts.ts';

const date = (day: number) => `2016:06:0${day} 10:22:33`;
const ms = (day: number, clock = [10, 22, 33]) =>
  Date.UTC(2016, 5, day, clock[0], clock[1], clock[2]);

const exif = (image: MadeDirectory, photo: MadeDirectory = {}, gps: MadeDirectory = {}) =>
  madeExif({ ...image, 0x8769: { directories: [photo] }, 0x8825: { directories: [gps] } });
const xmp = (properties: string) =>
  Buffer.from(
    `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description ${properties}/></rdf:RDF></x:xmpmeta>`,
  );
const iptc = (...sets: [number, string][]) =>
  Buffer.concat(
    sets.map(([set, text]) =>
      Buffer.concat([Buffer.from([0x1c, 2, set, 0, Buffer.byteLength(text)]), Buffer.from(text)]),
    ),
  );
const photoshop = (block: Buffer) => {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(block.length);
  return Buffer.concat([
    Buffer.from('Photoshop 3.0\0'),
    Buffer.from('8BIM\x04\x25\0\0\0\0\0\x01x\0', 'latin1'),
    Buffer.from('8BIM\x04\x04\0\0', 'latin1'),
    size,
    block,
  ]);
};

it('the date is that of EXIF, else of XMP, else of IPTC, else of the name, and says which', () => {
  const blocks = {
    exif: exif({}, { 0x9003: date(1) }),
    xmp: xmp('exif:DateTimeOriginal="2016-06-02T10:22:33+01:00"'),
    iptc: photoshop(iptc([55, '20160603'], [60, '102233+0000'])),
  };
  const name = 'IMG_20160604_102233.jpg';
  const told = (facts: ReturnType<typeof factsOfBlocks>) => [
    facts.takenSource,
    facts.takenMs,
    facts.utcOffsetMinutes,
  ];
  expect(told(factsOfBlocks(blocks, name))).toEqual(['exif', ms(1), null]);
  expect(told(factsOfBlocks({ ...blocks, exif: undefined }, name))).toEqual(['xmp', ms(2), 60]);
  expect(told(factsOfBlocks({ iptc: blocks.iptc }, name))).toEqual(['iptc', ms(3), 0]);
  expect(told(factsOfBlocks({ iptc: iptc([55, '20160603']) }, name))).toEqual([
    'iptc',
    ms(3, [0, 0, 0]),
    null,
  ]);
  expect(told(factsOfBlocks({}, name))).toEqual(['name', ms(4), null]);
  expect(told(factsOfBlocks({}, 'DSC_0001.jpg'))).toEqual([null, null, null]);
});

it('a part that only knows the day gives way to one that knows the hour of that day', () => {
  const facts = (day: string) =>
    factsOfBlocks(
      { xmp: xmp(`photoshop:DateCreated="${day}"`), iptc: iptc([55, '20160603'], [60, '102233']) },
      '',
    );
  expect(facts('2016-06-03')).toMatchObject({ takenMs: ms(3), takenSource: 'iptc' });
  expect(facts('2016-06-02')).toMatchObject({ takenMs: ms(2, [0, 0, 0]), takenSource: 'xmp' });
});

it('the date of the last change stands in only where a camera wrote it and nobody edited', () => {
  const changed = { 0x10f: 'Canon', 0x110: 'EOS 7D', 0x132: date(1) };
  const of = (image: MadeDirectory, photo?: MadeDirectory, name = 'a.jpg') =>
    factsOfBlocks({ exif: exif(image, photo) }, name).takenSource;
  expect(of(changed)).toBe('change');
  expect(of(changed, {}, 'IMG_20160604_102233.jpg')).toBe('name');
  expect(of({ ...changed, 0x131: 'Adobe Lightroom' })).toBeNull();
  expect(of({ ...changed, 0x131: 'Firmware Version 1.2.5' })).toBe('change');
  expect(of(changed, { 0x9003: '0000:00:00 00:00:00' })).toBeNull();
  expect(of(changed, { 0x9003: '2016:02:30 10:10:00' })).toBeNull();
  expect(of({ 0x132: date(1) })).toBeNull();
});

it('names with accents are read in UTF-8 and as Western Windows writes them, with their padding', () => {
  const by = (bytes: Buffer) =>
    factsOfBlocks({ exif: exif({ 0x13b: { bytes }, 0x10f: 'Fujï', 0x110: 'X' }) }, '');
  expect(by(Buffer.from('José Núñez\0\0'))).toMatchObject({
    photographer: 'José Núñez',
    camera: 'Fujï X',
    photographerSource: 'exif',
  });
  expect(by(Buffer.from('José Núñez', 'latin1')).photographer).toBe('José Núñez');
  expect(by(Buffer.from('   \0')).photographer).toBeNull();
});

it('a position stands without its seconds, but not without degrees, minutes or a hemisphere', () => {
  const at = (latitude: [number, number][], reference = 'N') =>
    factsOfBlocks(
      {
        exif: exif(
          {},
          {},
          {
            1: reference,
            2: { rational: latitude },
            3: 'West',
            4: {
              rational: [
                [4, 1],
                [30, 1],
                [0, 1],
              ],
            },
          },
        ),
      },
      '',
    );
  expect(
    at([
      [57, 1],
      [30, 1],
      [36, 1],
    ]),
  ).toMatchObject({
    latitude: 57.51,
    longitude: -4.5,
    placeSource: 'exif',
  });
  expect(
    at([
      [57, 1],
      [30, 1],
      [0, 0],
    ]).latitude,
  ).toBe(57.5);
  expect(
    at([
      [57, 1],
      [3075, 100],
    ]).latitude,
  ).toBe(57.5125);
  expect(at([[575, 10]], 'South').latitude).toBe(-57.5);
  expect(
    at([
      [0, 0],
      [30, 1],
      [0, 1],
    ]).latitude,
  ).toBeNull();
  expect(
    at(
      [
        [57, 1],
        [30, 1],
        [0, 1],
      ],
      '',
    ).latitude,
  ).toBeNull();
  expect(
    at([
      [157, 1],
      [30, 1],
      [0, 1],
    ]).latitude,
  ).toBeNull();
});

it('XMP tells position and photographer, as attributes or elements', () => {
  const packet = Buffer.from(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF>
    <rdf:Description exif:GPSLatitude="57,34.8N" exif:GPSLongitude="4,5,24W"><dc:creator><rdf:Seq>
    <rdf:li>Ann &amp; Ben</rdf:li></rdf:Seq></dc:creator><xmp:CreateDate>2016-06-02T10:22</xmp:CreateDate>
    </rdf:Description></rdf:RDF></x:xmpmeta>`);
  expect(factsOfBlocks({ xmp: packet }, '')).toMatchObject({
    latitude: 57.58,
    longitude: -4.09,
    placeSource: 'xmp',
    photographer: 'Ann & Ben',
    takenMs: ms(2, [10, 22, 0]),
  });
  expect(factsOfBlocks({ xmp: Buffer.from('<broken') }, '').takenMs).toBeNull();
});

it('damaged blocks say nothing, whatever they point at', () => {
  const whole = exif({ 0x10f: 'Canon', 0x110: 'EOS' }, { 0x9003: date(1) });
  for (let cut = 0; cut < whole.length; cut += 1) {
    factsOfBlocks({ exif: whole.subarray(0, cut) }, '');
    const flipped = Buffer.from(whole);
    flipped[cut] = 0xff;
    factsOfBlocks({ exif: flipped }, '');
  }
  expect(
    factsOfBlocks({ exif: Buffer.from('Exif\0\0II*\0\xff\xff\xff\x7f') }, '').camera,
  ).toBeNull();
});
