import type { Model } from '#terms/models/versions.ts';

interface LineageRow {
  model: Model;
  /** How many branches to the right of the trunk it stands. */
  depth: number;
  /** Version number of the one that it went on from, if that is known here. */
  from: number | null;
}

/**
 * Versions as a line: what goes on from a version stands right below it, first come first. Only a second
 * branch from the same version is set in, so that a long line of successors stays straight.
 */
export function lineageOrder(models: readonly Model[]): LineageRow[] {
  const known = new Map(models.map((model) => [model.id, model]));
  const oldestFirst = [...models].sort((a, b) => a.version - b.version);
  const childrenOf = Map.groupBy(oldestFirst, ({ parentId }) =>
    parentId !== null && known.has(parentId) ? parentId : null,
  );
  const rows: LineageRow[] = [];
  const place = (model: Model, depth: number) => {
    const parent = model.parentId === null ? undefined : known.get(model.parentId);
    rows.push({ model, depth, from: parent?.version ?? null });
    const [heir, ...others] = childrenOf.get(model.id) ?? [];
    // Side branches first, so that the trunk goes on below them to the newest.
    for (const other of others) place(other, depth + 1);
    if (heir !== undefined) place(heir, depth);
  };
  for (const root of childrenOf.get(null) ?? []) place(root, 0);
  return rows;
}
