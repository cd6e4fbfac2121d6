import type { ErrorCode, PlainError } from '#terms/errors.ts';

/** Names under which files are written before they take their own. */
const temporary = /(?:\.\d+)?\.[0-9a-f-]{36}\.(?:partial|old)(?=$|[\\/])/;

interface Words {
  code: ErrorCode;
  say: (place: string) => string;
}

const full: Words = {
  code: 'disk-full',
  say: (place) => `The disk with ${place} is full. Free some space and try again.`,
};
const forbidden: Words = {
  code: 'bad-input',
  say: (place) =>
    `${place} may not be read or written by you. Choose another place, or ask for the right to it.`,
};

/** What the system's own codes mean to a person. */
const words: Readonly<Record<string, Words>> = {
  ENOSPC: full,
  EDQUOT: full,
  EACCES: forbidden,
  EPERM: forbidden,
  EROFS: {
    code: 'bad-input',
    say: (place) => `${place} lies on a disk that cannot be written. Choose another place.`,
  },
  ENOENT: {
    code: 'not-found',
    say: (place) => `${place} is not there. Check its name, or plug in the disk it is on.`,
  },
  ENOTDIR: {
    code: 'bad-input',
    say: (place) => `${place} leads through a file as if it were a folder. Choose a folder.`,
  },
  EISDIR: { code: 'bad-input', say: (place) => `${place} is a folder; a file is needed.` },
  ENAMETOOLONG: {
    code: 'bad-input',
    say: (place) => `The name of ${place} is too long for its disk. Choose a shorter one.`,
  },
  EMFILE: {
    code: 'internal',
    say: (place) => `Too many files are open to open ${place}. Close other programs and try again.`,
  },
  EIO: {
    code: 'disk-trouble',
    say: (place) =>
      `The disk with ${place} does not answer. Look at its cable, and copy what is on it to another.`,
  },
  EBUSY: {
    code: 'conflict',
    say: (place) => `${place} is in use by another program. Close it there first.`,
  },
  ELOOP: { code: 'bad-input', say: (place) => `${place} is a link that leads in a circle.` },
};

/** An error of the file system in words, with the file it is about; null for any other error. */
export function systemWords(error: unknown): PlainError | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  const known = words[String(error.code)];
  if (known === undefined) return null;
  const { path, dest } = error as NodeJS.ErrnoException & { dest?: string };
  const place = (dest ?? path ?? 'the file').replace(temporary, '');
  return {
    code: known.code,
    message: known.say(place),
    details: { path: place, system: error.code },
  };
}

/** Why a file or folder cannot be used, in a few words without its name. */
const causes: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'its disk cannot be written',
  ENOENT: 'it is gone',
  ENOTDIR: 'a part of its path is a file',
  EISDIR: 'it is a folder',
  ENOSPC: 'its disk is full',
  EDQUOT: 'its disk is full',
  EIO: 'its disk does not answer',
  EBUSY: 'another program uses it',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long for its disk',
  ELOOP: 'its links lead in a circle',
  EEXIST: 'something of that name is there',
};

/** The same for brackets behind a sentence: `no permission`; an error that is not the system's is damage. */
export function causeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return causes[code] ?? (code === '' ? 'it is damaged' : `the system says ${code}`);
}

/** The same as a sentence; the error's own words where the system has none. */
export function reasonOf(error: unknown): string {
  return systemWords(error)?.message ?? (error instanceof Error ? error.message : String(error));
}
