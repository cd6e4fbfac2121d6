/**
 * Every kind of job: what it is asked (`spec`), what it sends to be stored (`batch`), what it says at
 * the end (`result`). A new kind is one entry here, one file in `worker/jobs/`, one in `api/jobs/`.
 */
export interface JobKinds {
  demo: { spec: DemoSpec; batch: never; result: DemoResult };
  'import-photos': { spec: ImportPhotosSpec; batch: ImportedFile[]; result: ImportPhotosResult };
}

export interface ImportPhotosSpec {
  /** Absolute folders or single files, as the person chose them. */
  paths: string[];
  /** Photos of one folder further apart than this start a new encounter. */
  encounterGapMinutes: number;
}

export type PhotoFormat = 'jpeg' | 'png' | 'tiff' | 'webp';

/** What the file and its EXIF said; everything that was absent or garbage is null. */
export interface PhotoFacts {
  format: PhotoFormat;
  /** Pixels of the upright picture. */
  width: number;
  height: number;
  /** EXIF orientation 1–8 of the file as stored. */
  orientation: number;
  /** Camera wall clock in milliseconds, as if it were UTC. */
  takenMs: number | null;
  utcOffsetMinutes: number | null;
  latitude: number | null;
  longitude: number | null;
  camera: string | null;
  lens: string | null;
  photographer: string | null;
}

interface FileSeen {
  /** Absolute path of the root folder, and the file's path below it with `/` between parts. */
  root: string;
  relPath: string;
  bytes: number;
  mtimeMs: number;
}

export type ImportedFile =
  | (FileSeen & { outcome: 'photo'; sha256: string; facts: PhotoFacts })
  | (FileSeen & { outcome: 'unreadable'; reason: string });

export interface ImportPhotosResult {
  /** Files looked at, whatever became of them. */
  seen: number;
  added: number;
  alreadyThere: number;
  /** The same content under another name or in another place. */
  duplicates: number;
  relinked: number;
  unreadable: { path: string; reason: string }[];
}

/** Draws pictures of made-up animals with the truth beside them (`worker/demo/`). */
export interface DemoSpec {
  /** Folder that receives the pictures and `truth.json`. */
  photosFolder: string;
  individuals: number;
  photos: number;
  seed: number;
}

export interface DemoResult {
  photos: number;
  truthFile: string;
}
