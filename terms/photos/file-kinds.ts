/** What a file in a folder of photos is, by its name: what is read, what is a picture and is not read, and the rest. */
import { isPhotoName } from './files.ts';

interface RawWords {
  /** Its maker's name for it. */
  title: string;
  maker: string;
}

/** RAW files by their ending. The JPEG that the camera put into them is the picture. */
export const rawKinds = {
  cr2: { title: 'CR2', maker: 'Canon' },
  cr3: { title: 'CR3', maker: 'Canon' },
  nef: { title: 'NEF', maker: 'Nikon' },
  nrw: { title: 'NRW', maker: 'Nikon' },
  arw: { title: 'ARW', maker: 'Sony' },
  sr2: { title: 'SR2', maker: 'Sony' },
  dng: { title: 'DNG', maker: 'Adobe and others' },
  raf: { title: 'RAF', maker: 'Fujifilm' },
  orf: { title: 'ORF', maker: 'Olympus and OM System' },
  rw2: { title: 'RW2', maker: 'Panasonic' },
  pef: { title: 'PEF', maker: 'Pentax' },
  srw: { title: 'SRW', maker: 'Samsung' },
} as const satisfies Record<string, RawWords>;

/** A preview smaller than this on its longer side shows too little of a fin; pixels. */
export const leastPreviewEdge = 1600;

const phone = 'Convert them to JPEG, or set the phone to write JPEG ("Most Compatible").';
const develop =
  'Develop them to JPEG or TIFF with the camera maker’s program, Lightroom or darktable.';
const convert = 'Convert them to JPEG or PNG.';

interface UnreadWords {
  title: string;
  /** What to do about it. */
  advice: string;
}

/** Pictures that are not read, by their ending. */
const unreadKinds: Readonly<Record<string, UnreadWords>> = {
  heic: { title: 'HEIC', advice: phone },
  heif: { title: 'HEIF', advice: phone },
  hif: { title: 'HIF', advice: phone },
  avif: { title: 'AVIF', advice: convert },
  jxl: { title: 'JPEG XL', advice: convert },
  jp2: { title: 'JPEG 2000', advice: convert },
  gif: { title: 'GIF', advice: convert },
  bmp: { title: 'BMP', advice: convert },
  psd: { title: 'PSD', advice: convert },
  xcf: { title: 'XCF', advice: convert },
  crw: { title: 'CRW', advice: develop },
  x3f: { title: 'X3F', advice: develop },
  '3fr': { title: '3FR', advice: develop },
  fff: { title: 'FFF', advice: develop },
  iiq: { title: 'IIQ', advice: develop },
  mrw: { title: 'MRW', advice: develop },
  srf: { title: 'SRF', advice: develop },
  kdc: { title: 'KDC', advice: develop },
  dcr: { title: 'DCR', advice: develop },
  erf: { title: 'ERF', advice: develop },
  mef: { title: 'MEF', advice: develop },
  mos: { title: 'MOS', advice: develop },
  rwl: { title: 'RWL', advice: develop },
  gpr: { title: 'GPR', advice: develop },
};

const endingOf = (name: string): string => /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** The RAW format that a name tells; null for none. */
export function rawKindOf(name: string): RawWords | null {
  const ending = endingOf(name);
  return ending in rawKinds ? rawKinds[ending as keyof typeof rawKinds] : null;
}

export const unreadKindOf = (name: string): UnreadWords | null =>
  unreadKinds[endingOf(name)] ?? null;

/** Whether a file is worth opening for the picture in it. */
export const isReadName = (name: string): boolean => isPhotoName(name) || rawKindOf(name) !== null;

/** `MP4`, `XLSX`: what other files are called when they are counted; those without an ending `file`. */
export const otherKindOf = (name: string): string => endingOf(name).toUpperCase() || 'file';

/** What the picture of a file is called where it is handed on: the JPEG in a RAW file has an ending of its own. */
export const pictureName = (name: string): string =>
  rawKindOf(name) === null ? name : `${name}.jpg`;

/** A name without its ending, in lower case: `dsc_0001` of `DSC_0001.NEF`. */
export const stemOf = (name: string): string => name.replace(/\.[^./\\]+$/, '').toLowerCase();

/** Folders that cameras, disks and servers keep for themselves: thumbnails, bins, snapshots. */
const ownFolders: readonly RegExp[] = [
  /^@eadir$/i,
  /^@recycle$/i,
  /^@recently-snapshot$/i,
  /^#recycle$/i,
  /^#snapshot$/i,
  /^~snapshot$/i,
  /^\$recycle\.bin$/i,
  /^recycler$/i,
  /^system volume information$/i,
  /^\.trash/i,
  /^\.@__thumb$/i,
  /^\.thumbnails$/i,
  /^\.snapshots?$/i,
  /^\.spotlight-v100$/i,
  /^\.fseventsd$/i,
  /^__macosx$/i,
  /^lost\+found$/i,
  /^\.?picasaoriginals$/i,
  /\.lrdata$/i,
];

/** Whether a folder holds nothing that a person put there as a photo. */
export const isOwnFolder = (name: string): boolean =>
  ownFolders.some((pattern) => pattern.test(name));
