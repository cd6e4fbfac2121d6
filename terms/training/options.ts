/**
 * What a recipe leaves to its preset unless a person decides it, as rows: the schema, the fields of a form
 * and the options of the command line are made from them.
 */
import { z } from 'zod';

interface Said {
  /** On a form. */
  readonly title: string;
  /** In the help of the command line. */
  readonly about: string;
}

/** One of a few. */
export interface ChoiceOption extends Said {
  readonly kind: 'choice';
  readonly choices: Readonly<Record<string, { readonly title: string }>>;
}

interface NumberLimits {
  readonly least: number;
  /** None: as large as a person likes. */
  readonly most?: number;
  readonly multipleOf?: number;
  /** Digits behind the point; whole numbers where not given. */
  readonly decimals?: number;
}

export interface NumberOption extends Said, NumberLimits {
  readonly kind: 'number';
  readonly unit?: 'px';
  /** By which a form's arrows go on. */
  readonly step?: number;
  /** Whether it may also be never: null in a recipe. */
  readonly orNever?: boolean;
  /** Where not given and no preset says it. */
  readonly otherwise?: number;
}

/** A part of a whole, 0…1; a form shows it in per cent. */
export interface ShareOption extends Said {
  readonly kind: 'share';
  readonly least: number;
  readonly most: number;
  readonly otherwise?: number;
}

export interface SwitchOption extends Said {
  readonly kind: 'switch';
  /** In the help of the command line, what its absence means. */
  readonly aboutNot: string;
}

/** A least grade of photos; null for any. */
export interface GradeOption extends Said {
  readonly kind: 'grade';
}

/** A number for all, or decided for each individual by how often it was seen. */
export interface MarginOption extends Said, NumberLimits {
  readonly kind: 'margin';
}

export type RecipeOption =
  ChoiceOption | NumberOption | ShareOption | SwitchOption | GradeOption | MarginOption;
export type RecipeOptions = Readonly<Record<string, RecipeOption>>;

export function numberOf({ least, most, multipleOf, decimals }: NumberLimits) {
  let schema = (decimals === undefined ? z.number().int() : z.number()).min(least);
  if (most !== undefined) schema = schema.max(most);
  return multipleOf === undefined ? schema : schema.multipleOf(multipleOf);
}

export const shareOf = ({ least, most }: Pick<ShareOption, 'least' | 'most'>) =>
  z.number().min(least).max(most);
