import { statfsSync } from 'node:fs';
import type { CatalogueErrorCode } from '#terms/errors.ts';

/** Says what was wrong, with which catalogue or row, and what to do. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';
  readonly code: CatalogueErrorCode;
  readonly details: Record<string, unknown>;

  constructor(
    code: CatalogueErrorCode,
    message: string,
    details: Record<string, unknown> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.code = code;
    this.details = details;
  }
}

export const readOnlyError = (folder: string, cause?: Error): CatalogueError =>
  new CatalogueError(
    'catalogue-read-only',
    `${folder} cannot be written. Copy the catalogue to a folder of yours, or ask for the right to write there.`,
    { folder },
    { cause },
  );

/** SQLite's own errors in words for the person; anything else is passed on as it is. */
export function fromSqlite(error: unknown, folder: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string')
    return error;
  const { code } = error;
  const options = { cause: error };
  if (code === 'SQLITE_FULL' || (/^SQLITE_(?:IOERR|CANTOPEN)/.test(code) && isFull(folder))) {
    return new CatalogueError(
      'disk-full',
      `The disk with ${folder} is full. Nothing of this step was stored; free some space and try again.`,
      { folder },
      options,
    );
  }
  if (code.startsWith('SQLITE_READONLY')) {
    return readOnlyError(folder, error);
  }
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') {
    return new CatalogueError(
      'catalogue-corrupt',
      `The database of ${folder} is damaged (${error.message}). Restore one of the copies in its "backups" folder.`,
      { folder },
      options,
    );
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new CatalogueError(
      'catalogue-locked',
      `${folder} is in use by another program. Close it there first.`,
      { folder },
      options,
    );
  }
  if (code.startsWith('SQLITE_IOERR') || code === 'SQLITE_CANTOPEN') {
    return new CatalogueError(
      'disk-trouble',
      `The database of ${folder} cannot be read or written (${error.message}). Look at the disk it is on, and that you may write there.`,
      { folder },
      options,
    );
  }
  return error;
}

/** SQLite needs some pages beside its database even to read it. */
const FEWEST_BYTES = 128 * 1024;

/** SQLite calls a full disk many names. */
function isFull(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < FEWEST_BYTES;
  } catch {
    return false;
  }
}
