/**
 * A photo of which the day is known and not the time: `taken_ms` is the day's midnight, and no time is told of it.
 * What was stored at midnight before cannot be told from a photo of midnight, and stays one.
 */
export const sql = `
ALTER TABLE photos ADD COLUMN day_only INTEGER NOT NULL DEFAULT 0 CHECK (day_only IN (0, 1));
`;
