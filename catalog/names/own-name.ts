/** A folder's own name, whichever system wrote the path; the path itself where it has none. */
export const ownNameOf = (path: string): string =>
  path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
