const units = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const;

/** `+1 h 3 min`, `−40 s`: by how much a clock is moved. */
export function shiftWords(seconds: number): string {
  if (seconds === 0) return '±0';
  let rest = Math.abs(seconds);
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const whole = Math.floor(rest / size);
    rest -= whole * size;
    if (whole > 0) parts.push(`${whole} ${unit}`);
  }
  return `${seconds < 0 ? '−' : '+'}${parts.join(' ')}`;
}
