/** A code taken apart: what stands before its last number, the number, and what follows. */
interface Parts {
  before: string;
  digits: string;
  after: string;
}

/** Null for a code without a number, with one longer than a counter would be, or with odd signs. */
function partsOf(code: string): Parts | null {
  const match = /^([\p{L}\d #_./-]*?)(\d{1,9})(\p{L}*)$/u.exec(code.trim());
  return match === null ? null : { before: match[1], digits: match[2], after: match[3] };
}

/**
 * The next free code in the scheme that most codes of the catalogue follow: `TT001, TT002` gives `TT003`,
 * `#9` gives `#10`, and leading zeros are kept. Of schemes that are equally frequent the one of the last
 * code counts. A catalogue without numbered codes starts with `001`.
 *
 * @param codes in the order in which they were made.
 * @param isTaken also of aliases and of codes that were merged away; compared without case.
 */
export function nextCode(codes: readonly string[], isTaken: (code: string) => boolean): string {
  const schemes = new Map<
    string,
    { count: number; last: number; highest: number; width: number }
  >();
  const known = codes.map(partsOf);
  known.forEach((parts, index) => {
    if (parts === null) return;
    const key = JSON.stringify([parts.before.toLowerCase(), parts.after.toLowerCase()]);
    const scheme = schemes.get(key) ?? { count: 0, last: 0, highest: 0, width: 0 };
    const padded = parts.digits.startsWith('0') ? parts.digits.length : 0;
    schemes.set(key, {
      count: scheme.count + 1,
      last: index,
      highest: Math.max(scheme.highest, Number(parts.digits)),
      width: Math.max(scheme.width, padded),
    });
  });
  const [best] = [...schemes.values()].sort((a, b) => b.count - a.count || b.last - a.last);
  const parts = best === undefined ? null : known[best.last];
  const { before, after } = parts ?? { before: '', after: '' };
  const width = best?.width ?? 3;
  for (let number = (best?.highest ?? 0) + 1; ; number += 1) {
    const code = `${before}${String(number).padStart(width, '0')}${after}`;
    if (!isTaken(code)) return code;
  }
}
