/**
 * The first schema of a catalogue.
 *
 * Conventions: `*_at` is UTC milliseconds since 1970. `taken_ms` is the camera's wall clock written
 * as if it were UTC, because field cameras rarely know their zone; `utc_offset_minutes` says the
 * zone where it is known. Box coordinates are fractions of the upright photo, `x`,`y` the top left
 * corner. JSON columns are checked by SQLite and typed by the query functions.
 */
export const sql = `
CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT;

CREATE TABLE reviewers (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (length(trim(name)) > 0),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE roots (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,
  added_at INTEGER NOT NULL
) STRICT;

CREATE TABLE encounters (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('grouped', 'person', 'import')),
  place TEXT,
  species TEXT,
  notes TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE photos (
  id INTEGER PRIMARY KEY,
  root_id INTEGER NOT NULL REFERENCES roots (id),
  rel_path TEXT NOT NULL,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  bytes INTEGER NOT NULL CHECK (bytes > 0),
  mtime_ms INTEGER NOT NULL,
  format TEXT NOT NULL CHECK (format IN ('jpeg', 'png', 'tiff', 'webp')),
  width INTEGER NOT NULL CHECK (width > 0),
  height INTEGER NOT NULL CHECK (height > 0),
  orientation INTEGER NOT NULL DEFAULT 1 CHECK (orientation BETWEEN 1 AND 8),
  taken_ms INTEGER,
  utc_offset_minutes INTEGER,
  latitude REAL CHECK (latitude BETWEEN -90 AND 90),
  longitude REAL CHECK (longitude BETWEEN -180 AND 180),
  camera TEXT,
  lens TEXT,
  photographer TEXT,
  species TEXT,
  encounter_id INTEGER REFERENCES encounters (id) ON DELETE SET NULL,
  missing INTEGER NOT NULL DEFAULT 0 CHECK (missing IN (0, 1)),
  checked_at INTEGER,
  checked_by INTEGER REFERENCES reviewers (id),
  imported_at INTEGER NOT NULL,
  -- Kept by the triggers on boxes, so that filters over 100,000 photos need no join.
  box_count INTEGER NOT NULL DEFAULT 0,
  proposed_count INTEGER NOT NULL DEFAULT 0,
  UNIQUE (root_id, rel_path)
) STRICT;
CREATE INDEX photos_by_taken ON photos (taken_ms, id);
CREATE INDEX photos_by_name ON photos (name, id);
CREATE INDEX photos_by_imported ON photos (imported_at, id);
CREATE INDEX photos_by_encounter ON photos (encounter_id, taken_ms, id);
CREATE INDEX photos_unchecked ON photos (taken_ms, id) WHERE checked_at IS NULL;
CREATE INDEX photos_missing ON photos (taken_ms, id) WHERE missing = 1;
CREATE INDEX photos_without_boxes ON photos (taken_ms, id) WHERE box_count = 0;
CREATE INDEX photos_with_proposals ON photos (taken_ms, id) WHERE proposed_count > 0;
CREATE INDEX photos_by_species ON photos (species, taken_ms, id);

-- The same picture found at another place: never a second photo.
CREATE TABLE photo_copies (
  root_id INTEGER NOT NULL REFERENCES roots (id),
  rel_path TEXT NOT NULL,
  photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
  bytes INTEGER NOT NULL,
  mtime_ms INTEGER NOT NULL,
  PRIMARY KEY (root_id, rel_path)
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_copies_by_photo ON photo_copies (photo_id);

CREATE TABLE unreadable_files (
  root_id INTEGER NOT NULL REFERENCES roots (id),
  rel_path TEXT NOT NULL,
  reason TEXT NOT NULL,
  seen_at INTEGER NOT NULL,
  PRIMARY KEY (root_id, rel_path)
) STRICT, WITHOUT ROWID;

CREATE TABLE box_classes (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  position INTEGER NOT NULL
) STRICT;
INSERT INTO box_classes (id, name, position) VALUES
  (1, 'dorsal fin', 1), (2, 'body', 2), (3, 'fluke', 3);

CREATE TABLE models (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('detector', 'embedder')),
  version INTEGER NOT NULL CHECK (version > 0),
  name TEXT NOT NULL,
  architecture TEXT NOT NULL,
  parent_id INTEGER REFERENCES models (id),
  origin TEXT NOT NULL CHECK (origin IN ('trained', 'starter', 'imported')),
  state TEXT NOT NULL CHECK (state IN ('training', 'ready', 'failed', 'retired')),
  chosen INTEGER NOT NULL DEFAULT 0 CHECK (chosen IN (0, 1)),
  recipe TEXT NOT NULL CHECK (json_valid(recipe)),
  data_seen TEXT NOT NULL CHECK (json_valid(data_seen)),
  metrics TEXT NOT NULL CHECK (json_valid(metrics)),
  files TEXT NOT NULL CHECK (json_valid(files)),
  job_id INTEGER REFERENCES jobs (id),
  created_at INTEGER NOT NULL,
  UNIQUE (kind, version)
) STRICT;
CREATE UNIQUE INDEX models_chosen ON models (kind) WHERE chosen = 1;

CREATE TABLE boxes (
  id INTEGER PRIMARY KEY,
  photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
  class_id INTEGER NOT NULL REFERENCES box_classes (id),
  x REAL NOT NULL CHECK (x >= 0 AND x < 1),
  y REAL NOT NULL CHECK (y >= 0 AND y < 1),
  w REAL NOT NULL CHECK (w > 0 AND x + w <= 1.000001),
  h REAL NOT NULL CHECK (h > 0 AND y + h <= 1.000001),
  source TEXT NOT NULL CHECK (source IN ('human', 'model', 'import')),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'accepted', 'rejected')),
  model_id INTEGER REFERENCES models (id),
  confidence REAL CHECK (confidence BETWEEN 0 AND 1),
  side TEXT NOT NULL DEFAULT 'unknown' CHECK (side IN ('left', 'right', 'unknown')),
  angle INTEGER CHECK (angle BETWEEN 1 AND 3),
  exposure INTEGER CHECK (exposure BETWEEN 1 AND 3),
  focus INTEGER CHECK (focus BETWEEN 1 AND 3),
  visible INTEGER CHECK (visible BETWEEN 1 AND 3),
  distinctiveness INTEGER CHECK (distinctiveness BETWEEN 1 AND 3),
  cannot_identify INTEGER NOT NULL DEFAULT 0 CHECK (cannot_identify IN (0, 1)),
  -- Counts changes of the geometry: a crop or vector of an older revision is stale.
  revision INTEGER NOT NULL DEFAULT 1,
  deleted_at INTEGER,
  created_by INTEGER REFERENCES reviewers (id),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX boxes_by_photo ON boxes (photo_id) WHERE deleted_at IS NULL;
CREATE TRIGGER boxes_counted_on_insert AFTER INSERT ON boxes BEGIN
  UPDATE photos SET
    box_count = box_count + (new.deleted_at IS NULL AND new.state <> 'rejected'),
    proposed_count = proposed_count + (new.deleted_at IS NULL AND new.state = 'proposed')
  WHERE id = new.photo_id;
END;
CREATE TRIGGER boxes_counted_on_update AFTER UPDATE OF state, deleted_at, photo_id ON boxes BEGIN
  UPDATE photos SET
    box_count = box_count - (old.deleted_at IS NULL AND old.state <> 'rejected'),
    proposed_count = proposed_count - (old.deleted_at IS NULL AND old.state = 'proposed')
  WHERE id = old.photo_id;
  UPDATE photos SET
    box_count = box_count + (new.deleted_at IS NULL AND new.state <> 'rejected'),
    proposed_count = proposed_count + (new.deleted_at IS NULL AND new.state = 'proposed')
  WHERE id = new.photo_id;
END;
CREATE TRIGGER boxes_counted_on_delete AFTER DELETE ON boxes BEGIN
  UPDATE photos SET
    box_count = box_count - (old.deleted_at IS NULL AND old.state <> 'rejected'),
    proposed_count = proposed_count - (old.deleted_at IS NULL AND old.state = 'proposed')
  WHERE id = old.photo_id;
END;
CREATE INDEX boxes_by_state ON boxes (state, class_id) WHERE deleted_at IS NULL;

-- What a person did to boxes, in order: undo that spans photos and restarts.
CREATE TABLE box_edits (
  id INTEGER PRIMARY KEY,
  photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
  action TEXT NOT NULL,
  before TEXT NOT NULL CHECK (json_valid(before)),
  after TEXT NOT NULL CHECK (json_valid(after)),
  reviewer_id INTEGER REFERENCES reviewers (id),
  at INTEGER NOT NULL,
  undoes INTEGER REFERENCES box_edits (id)
) STRICT;

CREATE TABLE individuals (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (length(trim(code)) > 0),
  name TEXT,
  species TEXT,
  sex TEXT NOT NULL DEFAULT 'unknown' CHECK (sex IN ('female', 'male', 'unknown')),
  life_stage TEXT NOT NULL DEFAULT 'unknown'
    CHECK (life_stage IN ('calf', 'juvenile', 'adult', 'unknown')),
  vital_status TEXT NOT NULL DEFAULT 'unknown'
    CHECK (vital_status IN ('alive', 'dead', 'unknown')),
  notes TEXT NOT NULL DEFAULT '',
  merged_into INTEGER REFERENCES individuals (id),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE individual_aliases (
  individual_id INTEGER NOT NULL REFERENCES individuals (id) ON DELETE CASCADE,
  alias TEXT NOT NULL COLLATE NOCASE,
  PRIMARY KEY (individual_id, alias)
) STRICT, WITHOUT ROWID;

-- A person's choice of the best picture of a side; without a row the quality grades choose.
CREATE TABLE best_boxes (
  individual_id INTEGER NOT NULL REFERENCES individuals (id) ON DELETE CASCADE,
  side TEXT NOT NULL CHECK (side IN ('left', 'right', 'unknown')),
  box_id INTEGER NOT NULL REFERENCES boxes (id) ON DELETE CASCADE,
  PRIMARY KEY (individual_id, side)
) STRICT, WITHOUT ROWID;

CREATE TABLE decisions (
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
  undoes INTEGER UNIQUE REFERENCES decisions (id),
  decided_at INTEGER NOT NULL,
  CHECK ((verdict = 'undo') = (undoes IS NOT NULL)),
  CHECK ((verdict IN ('match', 'probable', 'new')) = (individual_id IS NOT NULL))
) STRICT;
CREATE INDEX decisions_by_box ON decisions (box_id, id);
CREATE INDEX decisions_by_individual ON decisions (individual_id, id);
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

CREATE TABLE embeddings (
  box_id INTEGER NOT NULL REFERENCES boxes (id) ON DELETE CASCADE,
  model_id INTEGER NOT NULL REFERENCES models (id) ON DELETE CASCADE,
  box_revision INTEGER NOT NULL,
  vector BLOB NOT NULL,
  PRIMARY KEY (model_id, box_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX embeddings_by_box ON embeddings (box_id);

CREATE TABLE jobs (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  spec TEXT NOT NULL CHECK (json_valid(spec)),
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  phase TEXT NOT NULL DEFAULT '',
  done INTEGER NOT NULL DEFAULT 0,
  total INTEGER,
  unit TEXT NOT NULL DEFAULT '',
  -- What a long job needs to go on from where it stopped.
  resume TEXT CHECK (resume IS NULL OR json_valid(resume)),
  result TEXT CHECK (result IS NULL OR json_valid(result)),
  error TEXT CHECK (error IS NULL OR json_valid(error)),
  retry_of INTEGER REFERENCES jobs (id),
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  finished_at INTEGER
) STRICT;
CREATE INDEX jobs_by_state ON jobs (state, id);

CREATE TABLE job_log (
  id INTEGER PRIMARY KEY,
  job_id INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('info', 'warning', 'error')),
  line TEXT NOT NULL
) STRICT;
CREATE INDEX job_log_by_job ON job_log (job_id, id);
`;
