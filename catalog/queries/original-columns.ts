/** Columns of a photo `p` and its root `r` by which its file is found and known again; see `Original`. */
export const originalColumns = `r.path AS root, p.rel_path AS relPath, p.sha256, p.bytes,
  p.mtime_ms AS mtimeMs, p.picture_hash AS pictureHash`;
