/** When a running job was last heard of: a job that was cut off ended then, not when somebody looked again. */
export const sql = `ALTER TABLE jobs ADD COLUMN seen_at INTEGER;`;
