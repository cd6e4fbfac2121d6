/**
 * As part of a WITH RECURSIVE: every individual and the one that it stands for after all merges.
 */
export const mergedInto = `merged (id, into_id) AS (
  SELECT id, id FROM individuals WHERE merged_into IS NULL
  UNION ALL
  SELECT i.id, m.into_id FROM individuals i JOIN merged m ON i.merged_into = m.id
)`;
