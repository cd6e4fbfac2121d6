/** The options of a training's command, from the table of what a person may decide of a recipe. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { idsOf } from '#terms/tables.ts';
import type { NumberOption, RecipeOption, RecipeOptions } from '#terms/training/options.ts';
import { fraction, wholeNumber } from './numbers.ts';

const flagOf = (key: string) =>
  `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** `laptop: half of B0 at 144 px; workstation: B4; …`. */
export function presetOption<Id extends string>(
  presets: Readonly<Record<Id, { readonly about: string }>>,
  usual: Id,
): Option {
  const ids = idsOf(presets);
  return new Option('--preset <name>', ids.map((id) => `${id}: ${presets[id].about}`).join('; '))
    .choices(ids)
    .default(usual);
}

export function addRecipeOptions(command: Command, options: RecipeOptions): void {
  for (const [key, option] of Object.entries(options))
    for (const made of optionsOf(flagOf(key), option)) command.addOption(made);
}

function optionsOf(flag: string, option: RecipeOption): Option[] {
  const { about } = option;
  switch (option.kind) {
    case 'choice':
      return [new Option(`${flag} <name>`, about).choices(Object.keys(option.choices))];
    case 'number':
      return [
        new Option(`${flag} <${option.unit ?? 'n'}>`, about)
          .argParser(numberParser(option))
          .default(option.otherwise),
      ];
    case 'share':
      return [new Option(`${flag} <part>`, about).argParser(fraction).default(option.otherwise)];
    case 'switch':
      return [new Option(flag, about), new Option(flag.replace('--', '--no-'), option.aboutNot)];
    case 'grade':
      return [new Option(`${flag} <grade>`, about).argParser(wholeNumber)];
    case 'margin':
      return [
        new Option(`${flag} <radians>`, about).argParser((text) =>
          text === 'by-class-size' ? text : decimal(text, option),
        ),
      ];
  }
}

/** Words for what a recipe has null for: null itself is no value of an option. */
const never = 'never';
export const random = 'random';

const numberParser =
  (option: NumberOption) =>
  (text: string): number | typeof never => {
    if (option.orNever === true && text === never) return never;
    return option.decimals === undefined ? wholeNumber(text) : decimal(text, option);
  };

function decimal(text: string, { least, most = Infinity }: { least: number; most?: number }) {
  const value = Number(text);
  if (!(value >= least && value <= most))
    throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`);
  return value;
}

/** What was given, as a recipe has it. */
export const recipeOf = <Recipe extends object>(given: Recipe): Recipe =>
  Object.fromEntries(
    Object.entries(given).map(([key, value]) => [
      key,
      value === never || value === random ? null : (value as unknown),
    ]),
  ) as Recipe;
