/**
 * What a person said about a suspicion of the program: that two animals which look alike are two, or that
 * a photo unlike the others belongs where it is. Never changed; taken back by a row of its own.
 */
export const sql = `
CREATE TABLE review_findings (
  id INTEGER PRIMARY KEY,
  finding TEXT NOT NULL CHECK (finding IN ('kept-apart', 'belongs', 'undo')),
  individual_id INTEGER NOT NULL REFERENCES individuals (id),
  -- The other animal of a pair that was kept apart.
  other_id INTEGER REFERENCES individuals (id),
  -- The photo that belongs.
  box_id INTEGER REFERENCES boxes (id),
  reviewer_id INTEGER REFERENCES reviewers (id),
  at INTEGER NOT NULL,
  undoes INTEGER UNIQUE REFERENCES review_findings (id),
  CHECK ((finding = 'undo') = (undoes IS NOT NULL)),
  CHECK ((finding = 'kept-apart') <= (other_id IS NOT NULL AND other_id <> individual_id)),
  CHECK ((finding = 'belongs') <= (box_id IS NOT NULL))
) STRICT;
CREATE TRIGGER review_findings_are_never_changed BEFORE UPDATE ON review_findings
BEGIN SELECT RAISE(ABORT, 'findings are append-only: undo one by adding a row'); END;
CREATE TRIGGER review_findings_are_never_removed BEFORE DELETE ON review_findings
BEGIN SELECT RAISE(ABORT, 'findings are append-only: undo one by adding a row'); END;
`;
