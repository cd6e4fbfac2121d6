/**
 * What makes a photo the same picture in another file, where its facts come from, and what people said of them.
 *
 * A photo of before has no hash of its picture until its file is read again; where its facts come from is not known.
 */
export const sql = `
-- Of the data that its pixels are decoded from, and how it is turned; null where it was not computed yet.
ALTER TABLE photos ADD COLUMN picture_hash TEXT;
CREATE INDEX photos_by_picture ON photos (picture_hash) WHERE picture_hash IS NOT NULL;
-- 1: another picture stands at its path. Such a photo is missing, too.
ALTER TABLE photos ADD COLUMN replaced INTEGER NOT NULL DEFAULT 0 CHECK (replaced IN (0, 1));
ALTER TABLE photos ADD COLUMN taken_source TEXT;
-- Seconds by which the camera's clock was put right; taken_ms is after that.
ALTER TABLE photos ADD COLUMN clock_shift_s INTEGER NOT NULL DEFAULT 0;
ALTER TABLE photos ADD COLUMN position_source TEXT;
ALTER TABLE photos ADD COLUMN photographer_source TEXT;
-- Name of the place, where it was said of the photo itself and not of its encounter.
ALTER TABLE photos ADD COLUMN place TEXT;

-- What people changed in facts of photos, one row a photo and change, never changed; an undo is rows of its own.
CREATE TABLE photo_edits (
  id INTEGER PRIMARY KEY,
  photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
  action TEXT NOT NULL,
  before TEXT NOT NULL CHECK (json_valid(before)),
  after TEXT NOT NULL CHECK (json_valid(after)),
  -- The first row of those that were made as one, itself included.
  batch INTEGER NOT NULL,
  reviewer_id INTEGER REFERENCES reviewers (id),
  at INTEGER NOT NULL,
  -- The batch that this one takes back.
  undoes INTEGER
) STRICT;
CREATE INDEX photo_edits_by_batch ON photo_edits (batch);
CREATE INDEX photo_edits_by_photo ON photo_edits (photo_id, id);
CREATE INDEX photo_edits_by_undone ON photo_edits (undoes) WHERE undoes IS NOT NULL;
`;
