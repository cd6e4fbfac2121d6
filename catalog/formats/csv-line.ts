/**
 * One CSV line, RFC 4180 with `\n`. A cell that a spreadsheet would run as a formula gets a leading
 * apostrophe (OWASP, CSV injection); plain negative numbers are left alone.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}

function csvCell(cell: string | number | null): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const formula = /^[=+\-@\t\r]/.test(cell) && !/^[+-]?\d+(?:\.\d+)?$/.test(cell);
  const text = formula ? `'${cell}` : cell;
  return /[",\n\r;\t]/.test(text) || text !== text.trim()
    ? `"${text.replaceAll('"', '""')}"`
    : text;
}

/** Undoes the apostrophe that `csvLine` put before a formula-looking cell. */
export function plainCell(cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}
