import { z } from 'zod';

/** A path from the root, or from a drive, of this or another system. */
export const fullPath = z
  .string()
  .regex(/^(?:\/|[a-z]:[\\/]|\\\\)/i, 'is not a full path. Give it from the root or the drive');
