import { foldedName, plainParts } from './plain-name.ts';

/**
 * What each root is called outside the catalogue: its own name, with as many parent folders before it as it takes
 * to tell it from every other (`cardA/DCIM`, `cardB/DCIM`).
 *
 * @param paths absolute paths of the roots, each once.
 * @returns labels by path, `/` between parts. None is another one or begins with it.
 */
export function rootLabels(paths: readonly string[]): Map<string, string> {
  const roots = paths.map((path) => ({ path, parts: plainParts(path), depth: 1 }));
  const labelOf = ({ parts, depth }: (typeof roots)[number]) => parts.slice(-depth).join('/');
  for (;;) {
    const byLabel = new Map<string, typeof roots>();
    for (const root of roots) {
      const label = foldedName(labelOf(root));
      byLabel.set(label, [...(byLabel.get(label) ?? []), root]);
    }
    const clashing = roots.filter((root) => {
      const parts = foldedName(labelOf(root)).split('/');
      return parts.some((_, index) => {
        const rivals = byLabel.get(parts.slice(0, index + 1).join('/')) ?? [];
        return rivals.some((rival) => rival !== root);
      });
    });
    const deeper = clashing.filter(({ parts, depth }) => depth < parts.length);
    if (deeper.length === 0) break;
    for (const root of deeper) root.depth += 1;
  }
  return new Map(roots.map((root) => [root.path, labelOf(root) || root.path]));
}
