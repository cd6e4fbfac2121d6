/** Median over `rounds` after one warming call, milliseconds. */
export function medianMs(work: () => unknown, rounds = 9): number {
  work();
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return times[Math.floor(rounds / 2)] ?? Number.NaN;
}
