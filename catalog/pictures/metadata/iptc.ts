/** Facts of an IPTC block (IIM 4.2), bare or inside Photoshop's resources as JPEG holds it. */
import { readTaken, type Taken } from './dates.ts';
import type { SaidFacts } from './said-facts.ts';
import { bytesAsText } from './text.ts';

/** Data sets of record 2. */
const sets = { dateCreated: 55, timeCreated: 60, byLine: 80 } as const;
/** The resource of Photoshop's that holds the block. */
const IPTC_RESOURCE = 0x0404;

/** The block itself: where it begins with a data set it is bare, else it is looked for among resources. */
function blockIn(bytes: Buffer): Buffer | null {
  if (bytes[0] === 0x1c) return bytes;
  let at = bytes.indexOf('8BIM', 0, 'latin1');
  while (at >= 0 && at + 8 <= bytes.length) {
    const nameLength = bytes[at + 6] ?? 0;
    const size = at + 6 + nameLength + 1 + ((nameLength + 1) % 2);
    if (size + 4 > bytes.length) return null;
    const length = bytes.readUInt32BE(size);
    if (bytes.readUInt16BE(at + 4) === IPTC_RESOURCE)
      return bytes.subarray(size + 4, size + 4 + length);
    at = bytes.indexOf('8BIM', size + 4 + length, 'latin1');
  }
  return null;
}

/** The data sets of record 2, in order. */
function* setsOf(block: Buffer): Generator<[set: number, value: Buffer]> {
  let at = 0;
  while (at + 5 <= block.length && block[at] === 0x1c) {
    const [record, set] = [block[at + 1], block[at + 2]];
    const length = block.readUInt16BE(at + 3);
    // Extended lengths are of objects that no photo's facts have.
    if (length > 0x7fff) break;
    if (record === 2 && set !== undefined) yield [set, block.subarray(at + 5, at + 5 + length)];
    at += 5 + length;
  }
}

/** All values of a data set of record 2, such as the keywords. */
export function iptcValues(bytes: Buffer | undefined, set: number): Buffer[] {
  const block = bytes === undefined ? null : blockIn(bytes);
  return block === null
    ? []
    : [...setsOf(block)].filter(([each]) => each === set).map(([, value]) => value);
}

/** `20160607` and `102233+0000`; the time is left away where it is none. */
function takenOf(day: string | null, clock: string | null): Taken | null {
  const date = /^(\d{4})[-:]?(\d{2})[-:]?(\d{2})$/.exec(day ?? '');
  if (date === null) return null;
  const ofDay = date.slice(1, 4).join('-');
  const time = /^(\d{2}):?(\d{2}):?(\d{2})(.*)$/.exec(clock ?? '');
  const whole = time && readTaken(`${ofDay} ${time.slice(1, 4).join(':')}${time[4]}`);
  return whole ?? readTaken(ofDay);
}

export function iptcFacts(bytes: Buffer | undefined): SaidFacts | null {
  const block = bytes === undefined ? null : blockIn(bytes);
  if (block === null) return null;
  // The first value of each counts.
  const values = new Map([...setsOf(block)].reverse());
  const text = (set: number) => bytesAsText(values.get(set) ?? Buffer.alloc(0));
  return {
    taken: takenOf(text(sets.dateCreated), text(sets.timeCreated)),
    position: null,
    camera: null,
    lens: null,
    photographer: text(sets.byLine),
  };
}
