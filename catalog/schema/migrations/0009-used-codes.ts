/**
 * A code names one animal for ever. Every code that an animal ever had is kept in a table of its own, by triggers,
 * so that no program can forget one; an animal that a verdict founded and that no fin shows any more keeps its
 * code and is out of every list.
 *
 * A second reviewer's "new" names nobody until it is settled: the table of decisions is made anew for that, as
 * SQLite cannot change a check. Verdicts of that kind lose the animal that they used to name; one that nothing
 * else names is founded by a verdict and shown by no fin, and so is out of the lists.
 */
export const sql = `
CREATE TABLE codes (
  code TEXT PRIMARY KEY COLLATE NOCASE,
  individual_id INTEGER NOT NULL REFERENCES individuals (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX codes_by_individual ON codes (individual_id);
INSERT INTO codes SELECT code, id FROM individuals;
-- Codes that were changed since: what the history of edits tells of.
INSERT OR IGNORE INTO codes
  SELECT trim(e.before ->> 'code'), e.individual_id FROM individual_edits e
  WHERE e.action = 'edited' AND trim(coalesce(e.before ->> 'code', '')) <> '' ORDER BY e.id;
INSERT OR IGNORE INTO codes
  SELECT trim(e.after ->> 'code'), e.individual_id FROM individual_edits e
  WHERE e.action = 'edited' AND trim(coalesce(e.after ->> 'code', '')) <> '' ORDER BY e.id;
CREATE TRIGGER codes_of_new_individuals AFTER INSERT ON individuals BEGIN
  INSERT INTO codes VALUES (new.code, new.id);
END;
CREATE TRIGGER codes_of_renamed_individuals AFTER UPDATE OF code ON individuals
WHEN NOT EXISTS (SELECT 1 FROM codes WHERE code = new.code AND individual_id = new.id) BEGIN
  INSERT INTO codes VALUES (new.code, new.id);
END;
CREATE TRIGGER codes_are_never_changed BEFORE UPDATE ON codes
BEGIN SELECT RAISE(ABORT, 'a code names one animal for ever'); END;
CREATE TRIGGER codes_are_never_removed BEFORE DELETE ON codes
BEGIN SELECT RAISE(ABORT, 'a code names one animal for ever'); END;

CREATE INDEX individuals_by_merge ON individuals (merged_into) WHERE merged_into IS NOT NULL;

-- 1: a verdict or a split founded it, and it is an animal while a fin shows it or somebody wrote about it.
ALTER TABLE individuals ADD COLUMN by_verdict INTEGER NOT NULL DEFAULT 0 CHECK (by_verdict IN (0, 1));
UPDATE individuals SET by_verdict = 1 WHERE
  NOT EXISTS (SELECT 1 FROM decisions d
    WHERE d.individual_id = individuals.id AND d.origin = 'import')
  AND ((SELECT d.verdict FROM decisions d WHERE d.individual_id = individuals.id ORDER BY d.id LIMIT 1) = 'new'
    OR EXISTS (SELECT 1 FROM individual_edits e
      WHERE e.other_id = individuals.id AND e.action = 'split' AND e.after ->> 'made'));

DROP VIEW box_identity;
CREATE TABLE new_decisions (
  id INTEGER PRIMARY KEY,
  box_id INTEGER NOT NULL REFERENCES boxes (id),
  verdict TEXT NOT NULL CHECK (verdict IN
    ('match', 'probable', 'new', 'unsure', 'cannot-compare', 'not-a-fin', 'undo')),
  individual_id INTEGER REFERENCES individuals (id),
  reviewer_id INTEGER REFERENCES reviewers (id),
  round TEXT NOT NULL DEFAULT 'first' CHECK (round IN ('first', 'second', 'adjudication')),
  origin TEXT NOT NULL DEFAULT 'person' CHECK (origin IN ('person', 'import', 'pseudo-label')),
  candidates TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(candidates)),
  model_id INTEGER REFERENCES models (id),
  note TEXT NOT NULL DEFAULT '',
  undoes INTEGER UNIQUE REFERENCES new_decisions (id),
  decided_at INTEGER NOT NULL,
  -- The first decision of those made by one verdict on several boxes; null on the first itself.
  batch_id INTEGER REFERENCES new_decisions (id),
  -- The undone decision that this one brings back.
  redoes INTEGER REFERENCES new_decisions (id),
  -- The split that made this decision.
  edit_id INTEGER REFERENCES individual_edits (id),
  CHECK ((verdict = 'undo') = (undoes IS NOT NULL)),
  CHECK ((verdict IN ('match', 'probable') OR (verdict = 'new' AND round <> 'second'))
    = (individual_id IS NOT NULL))
) STRICT;
INSERT INTO new_decisions
  SELECT d.id, d.box_id, iif(h.verdict = 'new', 'new', d.verdict),
    iif(d.round = 'second' AND (d.verdict = 'new' OR h.verdict = 'new'), NULL, d.individual_id),
    d.reviewer_id, d.round, d.origin, d.candidates, d.model_id, d.note, d.undoes, d.decided_at, d.batch_id,
    d.redoes, d.edit_id
  FROM decisions d
  -- Further photos of what a second reviewer called new were stored as matches of the animal that it named.
  LEFT JOIN decisions h ON h.id = d.batch_id AND d.round = 'second' AND d.verdict = 'match'
  ORDER BY d.id;
DROP TABLE decisions;
ALTER TABLE new_decisions RENAME TO decisions;
CREATE INDEX decisions_by_box ON decisions (box_id, id);
CREATE INDEX decisions_by_individual ON decisions (individual_id, id);
CREATE INDEX decisions_by_batch ON decisions (batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX decisions_by_edit ON decisions (edit_id) WHERE edit_id IS NOT NULL;
CREATE INDEX decisions_by_reviewer ON decisions (reviewer_id, id);
CREATE INDEX decisions_second ON decisions (box_id) WHERE round = 'second';
CREATE TRIGGER decisions_are_never_changed BEFORE UPDATE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are append-only: undo one by adding a row'); END;
CREATE TRIGGER decisions_are_never_removed BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are append-only: undo one by adding a row'); END;

-- Who a box shows now: its last decision that nobody undid. Pseudo-labels and a second reviewer's
-- blind verdicts never name an animal here.
CREATE VIEW box_identity AS
SELECT d.box_id, d.id AS decision_id, d.verdict, d.individual_id, d.reviewer_id, d.decided_at
FROM decisions d
WHERE d.id = (
  SELECT max(e.id) FROM decisions e
  WHERE e.box_id = d.box_id AND e.verdict <> 'undo'
    AND e.round <> 'second' AND e.origin <> 'pseudo-label'
    AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = e.id)
);
`;
