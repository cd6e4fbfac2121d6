import { z } from 'zod';
import { idsOf } from '../tables.ts';

/** What tells individuals apart while a network learns; `sub-centre` has two centres a class. */
export const heads = {
  arcface: { title: 'ArcFace' },
  'sub-centre': { title: 'Sub-centre ArcFace' },
} as const;
export const headId = z.enum(idsOf(heads));
