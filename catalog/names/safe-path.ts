/** Bytes of the longest name that is written: file systems take 255, and while it is written it has an id besides. */
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
  if (safe === '') return 'export';
  const ending = /\.[^. ]{1,9}$/.exec(safe)?.[0] ?? '';
  const stem = safe.slice(0, safe.length - ending.length);
  return `${shortened(stem, MOST - Buffer.byteLength(ending))}${ending}`;
}

/** As many of its letters as fit into so many bytes, none of them cut in two. */
export function shortened(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text;
  let fits = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (Buffer.byteLength(fits + segment) > bytes) break;
    fits += segment;
  }
  return fits.trimEnd();
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
