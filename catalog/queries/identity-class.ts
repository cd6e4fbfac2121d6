/**
 * Class of the boxes that wait for names: the one that the embedder in use is meant for; null for all, also where
 * none is in use. A body beside its fin is no second sighting, and no network ranks who it is.
 */
export function identityClass(catalogue: {
  value: <Value>(sql: string) => Value | undefined;
}): number | null {
  const classId = catalogue.value<unknown>(
    `SELECT json_extract(recipe, '$.classId') FROM models WHERE kind = 'embedder' AND chosen = 1`,
  );
  return typeof classId === 'number' ? classId : null;
}
