/**
 * What a person did to individuals, in order and never changed: merges, splits, names, best photos. An
 * undo is a row of its own, as with decisions. Decisions learn which of them were made together, which
 * belong to a split, and which brings an undone one back.
 */
export const sql = `
CREATE TABLE individual_edits (
  id INTEGER PRIMARY KEY,
  action TEXT NOT NULL CHECK (action IN ('edited', 'merged', 'split', 'best-photo', 'undo')),
  individual_id INTEGER NOT NULL REFERENCES individuals (id),
  -- What it was merged into, or what was split off it.
  other_id INTEGER REFERENCES individuals (id),
  before TEXT NOT NULL CHECK (json_valid(before)),
  after TEXT NOT NULL CHECK (json_valid(after)),
  reviewer_id INTEGER REFERENCES reviewers (id),
  at INTEGER NOT NULL,
  undoes INTEGER UNIQUE REFERENCES individual_edits (id),
  CHECK ((action = 'undo') = (undoes IS NOT NULL)),
  CHECK ((action IN ('merged', 'split')) <= (other_id IS NOT NULL))
) STRICT;
CREATE INDEX individual_edits_by_individual ON individual_edits (individual_id, id);
CREATE INDEX individual_edits_by_other ON individual_edits (other_id, id);
CREATE TRIGGER individual_edits_are_never_changed BEFORE UPDATE ON individual_edits
BEGIN SELECT RAISE(ABORT, 'edits are append-only: undo one by adding a row'); END;
CREATE TRIGGER individual_edits_are_never_removed BEFORE DELETE ON individual_edits
BEGIN SELECT RAISE(ABORT, 'edits are append-only: undo one by adding a row'); END;

-- The first decision of those made by one verdict on several boxes; null on the first itself.
ALTER TABLE decisions ADD COLUMN batch_id INTEGER REFERENCES decisions (id);
-- The undone decision that this one brings back.
ALTER TABLE decisions ADD COLUMN redoes INTEGER REFERENCES decisions (id);
-- The split that made this decision.
ALTER TABLE decisions ADD COLUMN edit_id INTEGER REFERENCES individual_edits (id);
CREATE INDEX decisions_by_batch ON decisions (batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX decisions_by_edit ON decisions (edit_id) WHERE edit_id IS NOT NULL;
CREATE INDEX decisions_by_reviewer ON decisions (reviewer_id, id);
`;
