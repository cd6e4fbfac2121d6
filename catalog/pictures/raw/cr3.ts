/**
 * Canon's CR3: boxes of ISO base media files (ISO 14496-12). Facts stand in `CMT1` (picture), `CMT2` (exposure) and
 * `CMT4` (place) of Canon's box in `moov`, each a TIFF structure; a JPEG of every pixel is the one sample of the first
 * track, a smaller one stands in `PRVW` of a box beside it. After the published description of Laurent Clévy.
 */
import { Tiff } from '../metadata/tiff.ts';
import type { RawFile } from './raw-file.ts';

interface Box {
  type: string;
  /** Where its content begins and ends. */
  from: number;
  to: number;
}

/** Boxes whose content is boxes again, after so many bytes of their own. */
const holders: Readonly<Record<string, number>> = {
  moov: 0,
  trak: 0,
  mdia: 0,
  minf: 0,
  stbl: 0,
};
/** Canon's boxes of facts and of the preview, by their identifiers. */
const FACTS = '85c0b687820f11e08111f4ce462b6a48';
const PREVIEW = 'eaf42b5e1c984b88b9fbb7dc406e4d16';
const XMP = 'be7acfcb97a942e89c71999491e3afac';

function* boxesIn(bytes: Buffer, from: number, to: number): Generator<Box> {
  let at = from;
  while (at + 8 <= to) {
    let size = bytes.readUInt32BE(at);
    let head = 8;
    if (size === 1 && at + 16 <= to) {
      size = Number(bytes.readBigUInt64BE(at + 8));
      head = 16;
    } else if (size === 0) size = to - at;
    if (size < head || at + size > to) return;
    yield { type: bytes.toString('latin1', at + 4, at + 8), from: at + head, to: at + size };
    at += size;
  }
}

export const isCr3 = (bytes: Buffer): boolean =>
  bytes.length > 12 &&
  bytes.toString('latin1', 4, 8) === 'ftyp' &&
  bytes.toString('latin1', 8, 12) === 'crx ';

export function cr3(bytes: Buffer): RawFile {
  const file: RawFile = { candidates: [], facts: { image: null } };
  const uuidOf = ({ from }: Box) => bytes.toString('hex', from, from + 16);
  const look = (from: number, to: number) => {
    let place: number | null = null;
    let size: number | null = null;
    for (const box of boxesIn(bytes, from, to)) {
      const { type } = box;
      const holder = holders[type];
      if (holder !== undefined) look(box.from + holder, box.to);
      else if (type === 'uuid' && uuidOf(box) === FACTS) look(box.from + 16, box.to);
      else if (type === 'uuid' && uuidOf(box) === XMP)
        file.xmp = bytes.subarray(box.from + 16, box.to);
      // Eight bytes of its own stand before the preview's box.
      else if (type === 'uuid' && uuidOf(box) === PREVIEW) look(box.from + 24, box.to);
      else if (type === 'CMT1') file.facts.image = Tiff.open(bytes.subarray(box.from, box.to));
      else if (type === 'CMT2') file.facts.photo = Tiff.open(bytes.subarray(box.from, box.to));
      else if (type === 'CMT4') file.facts.gps = Tiff.open(bytes.subarray(box.from, box.to));
      else if (type === 'PRVW') {
        const start = bytes.indexOf(Buffer.from([0xff, 0xd8]), box.from);
        if (start >= 0 && start < box.to) file.candidates.push(bytes.subarray(start, box.to));
      } else if (type === 'stsz' && box.from + 12 <= box.to)
        size =
          bytes.readUInt32BE(box.from + 4) ||
          (box.from + 16 <= box.to ? bytes.readUInt32BE(box.from + 12) : null);
      else if (type === 'co64' && box.from + 16 <= box.to)
        place = Number(bytes.readBigUInt64BE(box.from + 8));
      else if (type === 'stco' && box.from + 12 <= box.to) place = bytes.readUInt32BE(box.from + 8);
    }
    if (place !== null && size !== null) file.candidates.push(bytes.subarray(place, place + size));
  };
  look(0, bytes.length);
  return file;
}
