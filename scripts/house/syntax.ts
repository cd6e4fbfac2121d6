/** What the checks of the house read of a syntax tree (ESTree with TypeScript's nodes). */
export interface Node {
  type: string;
  [field: string]: unknown;
}

export const nodeOf = (value: unknown): Node | null =>
  typeof value === 'object' && value !== null && 'type' in value ? (value as Node) : null;

export const nodesOf = (value: unknown): Node[] =>
  Array.isArray(value) ? value.map(nodeOf).filter((node) => node !== null) : [];

/** Every node of a tree, from the top down. */
export function everyNode(tree: unknown): Node[] {
  const nodes: Node[] = [];
  const visit = (value: object) => {
    if (Array.isArray(value)) {
      for (const each of value)
        if (typeof each === 'object' && each !== null) visit(each as object);
      return;
    }
    const node = nodeOf(value);
    if (node === null) return;
    nodes.push(node);
    for (const field of Object.values(node))
      if (typeof field === 'object' && field !== null) visit(field);
  };
  if (typeof tree === 'object' && tree !== null) visit(tree);
  return nodes;
}
