/** Edits of boxes that a person made as one: they are undone as one. */
export const sql = `
-- The first edit of the batch that a row belongs to, itself included; null for a single edit.
ALTER TABLE box_edits ADD COLUMN batch INTEGER;
CREATE INDEX box_edits_by_batch ON box_edits (batch) WHERE batch IS NOT NULL;
-- The review of detections asks for proposals by how sure the detector was.
CREATE INDEX boxes_proposed ON boxes (confidence, photo_id)
  WHERE state = 'proposed' AND deleted_at IS NULL;
`;
