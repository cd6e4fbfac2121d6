/** Longest name that is written; some file systems take 255 bytes, and letters can have several. */
const MOST = 180;
/** Names that Windows keeps for devices, whatever their ending. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** A name without what file systems forbid, that can only be a file in the folder it is put into. */
export function safeFileName(name: string): string {
  const safe = name
    .normalize('NFC')
    // oxlint-disable-next-line no-control-regex -- file systems forbid exactly these
    .replace(/[<>:"/\\|?*\u0000-\u001f]+/g, '-')
    .replace(/^\.+|[. ]+$/g, '')
    .trim()
    .replace(device, '$&-');
  if (safe.length <= MOST) return safe === '' ? 'export' : safe;
  const ending = /\.[^. ]{1,9}$/.exec(safe)?.[0] ?? '';
  return `${safe.slice(0, MOST - ending.length).trimEnd()}${ending}`;
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
