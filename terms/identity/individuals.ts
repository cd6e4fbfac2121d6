/** Individuals: what is written about an animal, and what its photos say. */
import { z } from 'zod';
import { boxFacts } from '../boxes/facts.ts';
import { instant, wallClock } from '../common.ts';
import { side } from '../sides.ts';
import { idsOf } from '../tables.ts';
import { namingVerdict } from './verdicts.ts';

/** What a table's cells may say for each, in small letters. As they are offered: what nobody knows first. */
interface CellWords {
  cells: readonly string[];
}

export const sexes = {
  unknown: { cells: ['unknown', 'u'] },
  female: { cells: ['female', 'f'] },
  male: { cells: ['male', 'm'] },
} as const satisfies Record<string, CellWords>;
export const sex = z.enum(idsOf(sexes));
export type Sex = z.infer<typeof sex>;

export const lifeStages = {
  unknown: { cells: ['unknown', 'u'] },
  calf: { cells: ['calf', 'neonate', 'newborn'] },
  juvenile: { cells: ['juvenile', 'sub-adult', 'subadult'] },
  adult: { cells: ['adult'] },
} as const satisfies Record<string, CellWords>;
export const lifeStage = z.enum(idsOf(lifeStages));
export type LifeStage = z.infer<typeof lifeStage>;

export const vitalStatus = z.enum(['unknown', 'alive', 'dead']);

/** Longest texts that a person can write about an individual, in characters, and most other names. */
export const individualLimits = { code: 60, name: 120, notes: 20_000, aliases: 50 } as const;

/** A code as a person gives it. */
export const individualCode = z.string().trim().min(1).max(individualLimits.code);

const name = z.string().max(individualLimits.name);

/** What a person can write about an individual. */
export const individualFacts = z.object({
  code: individualCode,
  name: name.nullable(),
  species: name.nullable(),
  sex,
  lifeStage,
  vitalStatus,
  notes: z.string().max(individualLimits.notes),
  /** Other names. */
  aliases: z.array(name).max(individualLimits.aliases),
});
export type IndividualFacts = z.infer<typeof individualFacts>;

/** Each fact in a sentence: `changed life stage of 014`. */
export const factTitles: Readonly<Record<keyof IndividualFacts, string>> = {
  code: 'code',
  name: 'name',
  species: 'species',
  sex: 'sex',
  lifeStage: 'life stage',
  vitalStatus: 'status',
  notes: 'notes',
  aliases: 'aliases',
};

/** An animal as it stands after all decisions and merges. */
const individual = z.object({
  id: z.number(),
  code: z.string(),
  name: z.string().nullable(),
  species: z.string().nullable(),
  sex,
  lifeStage,
  vitalStatus,
  notes: z.string(),
  /** Other names, and codes that were merged into this one. */
  aliases: z.array(z.string()),
  boxes: z.number().int(),
  /** Encounters in which it was seen; a photo without one counts for itself. */
  sightings: z.number().int(),
  firstMs: wallClock.nullable(),
  lastMs: wallClock.nullable(),
  places: z.array(z.string()),
});
export type Individual = z.infer<typeof individual>;

/** An individual with the best photo of each side, chosen by quality or by a person. */
export const individualCard = individual.extend({ best: z.record(side, boxFacts.nullable()) });
export type IndividualCard = z.infer<typeof individualCard>;

/** A photo of an individual, with how it came to be one. */
export const individualBox = boxFacts.extend({
  decisionId: z.number(),
  verdict: namingVerdict,
  reviewer: z.string().nullable(),
  decidedAt: instant,
  /** Chosen by a person as the best of its side. */
  isChosenBest: z.boolean(),
});
export type IndividualBox = z.infer<typeof individualBox>;

/** A box and the animal that it shows, or was said to show. */
export interface NamedBox {
  boxId: number;
  individualId: number;
}
