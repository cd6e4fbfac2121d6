/** A name without what file systems forbid, that can only be a file in the folder it is put into. */
export function safeFileName(name: string): string {
  const safe = name
    .normalize('NFC')
    // oxlint-disable-next-line no-control-regex -- file systems forbid exactly these
    .replace(/[<>:"/\\|?*\u0000-\u001f]+/g, '-')
    .replace(/^\.+|[. ]+$/g, '')
    .trim()
    .slice(0, 180);
  return safe === '' ? 'export' : safe;
}

/** A path below a target, part by part; a part that would lead out of it is made harmless. */
export function safeRelPath(path: string): string {
  return path
    .split(/[\\/]/)
    .filter((part) => part !== '' && part !== '.')
    .map((part) => (part === '..' ? '-' : safeFileName(part)))
    .join('/');
}

/** Whether a path, `/` between its parts, stays below the folder that it is joined to, on every system. */
export const isBelow = (path: string): boolean =>
  !/[\\\0]|^[a-z]:/i.test(path) &&
  path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
