/** A name that an edit is sent under: sent twice because an answer was lost, it is stored once. */
export const sql = `
ALTER TABLE box_edits ADD COLUMN key TEXT;
CREATE UNIQUE INDEX box_edits_by_key ON box_edits (key) WHERE key IS NOT NULL;
`;
