/** What a network's training said as it went: one row a point of its curves. */
export const sql = `
CREATE TABLE training_points (
  model_id INTEGER NOT NULL REFERENCES models (id) ON DELETE CASCADE,
  step INTEGER NOT NULL CHECK (step >= 0),
  -- Named numbers: losses and rates as they were learned by, validation figures as they were measured.
  series TEXT NOT NULL CHECK (json_valid(series)),
  PRIMARY KEY (model_id, step)
) STRICT, WITHOUT ROWID;
`;
