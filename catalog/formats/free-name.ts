/**
 * `STEM.csv`, or `STEM (2).csv`, `STEM (3).csv`, … where that is taken.
 *
 * @param stem without the ending; may be a path.
 * @param ending with its dot, or empty.
 */
export function freeName(stem: string, ending: string, isTaken: (name: string) => boolean): string {
  for (let number = 1; ; number += 1) {
    const name = `${stem}${number === 1 ? '' : ` (${number})`}${ending}`;
    if (!isTaken(name)) return name;
  }
}
