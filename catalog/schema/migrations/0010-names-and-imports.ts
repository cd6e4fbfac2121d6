/**
 * What a row of `boxes` stands for besides a place on a photo, and what each import wrote, so that it can be taken
 * back as a whole.
 *
 * A name that came for a photo as a whole used to make a box as large as the photo. Those become rows that stand for
 * the whole photo: they go on being embedded and matched, teach no detector, and give their name to the first box
 * that is found. Whole-picture boxes that came without a name are cut-outs.
 */
export const sql = `
DROP TRIGGER boxes_counted_on_insert;
DROP TRIGGER boxes_counted_on_update;
DROP TRIGGER boxes_counted_on_delete;

ALTER TABLE boxes ADD COLUMN kind TEXT NOT NULL DEFAULT 'place' CHECK (kind IN
  -- place: where on the photo an animal is; cut-out: the picture is the animal, on purpose;
  -- name: who is on the photo, not yet where; whole: the photo as a whole, as no detector found a place.
  ('place', 'cut-out', 'name', 'whole'));
UPDATE boxes SET kind = iif(EXISTS (SELECT 1 FROM decisions d WHERE d.box_id = boxes.id
    AND d.origin = 'import' AND d.decided_at = boxes.created_at), 'whole', 'cut-out')
  WHERE source = 'import' AND state = 'accepted' AND deleted_at IS NULL AND revision = 1
    AND x <= 0.005 AND y <= 0.005 AND w >= 0.99 AND h >= 0.99;
CREATE INDEX boxes_of_photos ON boxes (photo_id) WHERE kind IN ('name', 'whole');
UPDATE photos SET box_count = (SELECT count(*) FROM boxes b WHERE b.photo_id = photos.id
    AND b.deleted_at IS NULL AND b.state <> 'rejected' AND b.kind IN ('place', 'cut-out'))
  WHERE id IN (SELECT photo_id FROM boxes WHERE kind IN ('name', 'whole'));

CREATE TRIGGER boxes_counted_on_insert AFTER INSERT ON boxes BEGIN
  UPDATE photos SET
    box_count = box_count
      + (new.deleted_at IS NULL AND new.state <> 'rejected' AND new.kind IN ('place', 'cut-out')),
    proposed_count = proposed_count + (new.deleted_at IS NULL AND new.state = 'proposed')
  WHERE id = new.photo_id;
END;
CREATE TRIGGER boxes_counted_on_update AFTER UPDATE OF state, deleted_at, photo_id, kind ON boxes BEGIN
  UPDATE photos SET
    box_count = box_count
      - (old.deleted_at IS NULL AND old.state <> 'rejected' AND old.kind IN ('place', 'cut-out')),
    proposed_count = proposed_count - (old.deleted_at IS NULL AND old.state = 'proposed')
  WHERE id = old.photo_id;
  UPDATE photos SET
    box_count = box_count
      + (new.deleted_at IS NULL AND new.state <> 'rejected' AND new.kind IN ('place', 'cut-out')),
    proposed_count = proposed_count + (new.deleted_at IS NULL AND new.state = 'proposed')
  WHERE id = new.photo_id;
END;
CREATE TRIGGER boxes_counted_on_delete AFTER DELETE ON boxes BEGIN
  UPDATE photos SET
    box_count = box_count
      - (old.deleted_at IS NULL AND old.state <> 'rejected' AND old.kind IN ('place', 'cut-out')),
    proposed_count = proposed_count - (old.deleted_at IS NULL AND old.state = 'proposed')
  WHERE id = old.photo_id;
END;

-- The name of a photo that this decision gave to a box: a row of boxes of kind name or whole.
ALTER TABLE decisions ADD COLUMN from_name INTEGER REFERENCES boxes (id);
CREATE INDEX decisions_from_names ON decisions (from_name) WHERE from_name IS NOT NULL;

CREATE TABLE imports (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  source TEXT NOT NULL,
  job_id INTEGER REFERENCES jobs (id),
  reviewer_id INTEGER REFERENCES reviewers (id),
  at INTEGER NOT NULL,
  undone_at INTEGER,
  undone_by INTEGER REFERENCES reviewers (id)
) STRICT;
CREATE INDEX imports_by_job ON imports (job_id) WHERE job_id IS NOT NULL;

-- Every row that an import made, every column that it set, every row that it removed.
CREATE TABLE import_writes (
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES imports (id),
  action TEXT NOT NULL CHECK (action IN ('made', 'set', 'removed')),
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  column_name TEXT,
  before ANY,
  after ANY,
  CHECK ((action = 'set') = (column_name IS NOT NULL))
) STRICT;
CREATE INDEX import_writes_by_import ON import_writes (import_id, table_name, row_id);
`;
