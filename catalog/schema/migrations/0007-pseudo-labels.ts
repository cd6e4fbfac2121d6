/** Names that a network gave to boxes, to be learned from: by round, apart from people's decisions. */
export const sql = `
CREATE TABLE pseudo_label_rounds (
  id INTEGER PRIMARY KEY,
  model_id INTEGER NOT NULL REFERENCES models (id),
  rule TEXT NOT NULL CHECK (json_valid(rule)),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE pseudo_labels (
  round_id INTEGER NOT NULL REFERENCES pseudo_label_rounds (id) ON DELETE CASCADE,
  box_id INTEGER NOT NULL REFERENCES boxes (id) ON DELETE CASCADE,
  individual_id INTEGER NOT NULL REFERENCES individuals (id),
  score REAL NOT NULL,
  -- Calibrated; null where the version that labelled has no calibration.
  probability REAL CHECK (probability BETWEEN 0 AND 1),
  PRIMARY KEY (round_id, box_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX pseudo_labels_by_box ON pseudo_labels (box_id);
`;
