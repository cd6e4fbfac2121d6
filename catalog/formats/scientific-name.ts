import { foldedName } from '../names/plain-name.ts';

/** "Genus", "Genus epithet" or "Genus epithet subspecies"; `sp.` and `cf.` are part of names that say less. */
const binomial = /^\p{Lu}\p{Ll}[\p{Ll}-]*(?: (?:cf\.|aff\.|sp\.|spp\.|\p{Ll}[\p{Ll}-]+)){0,3}$/u;

/** Words that are in no scientific name; a common name with a capital looks like one otherwise ("Killer whale"). */
const vernacular = new Set(
  [
    'whale, whales, dolphin, dolphins, porpoise, porpoises, orca, orcas, beluga, narwhal, minke, humpback, vaquita',
    'boto, baiji, tucuxi, franciscana, bottlenose, seal, seals, otter, shark, sharks, manatee, dugong, turtle, fish',
    'animal, unknown, unidentified, other, various, cetacean, cetaceans',
    'wal, wale, delfin, delfine, schweinswal, pottwal, schwertwal, ballena, ballenas, delfín, delfines, marsopa',
    'cachalote, baleine, baleines, dauphin, dauphins, marsouin, cachalot, orque, baleia, golfinho, boto, toninha',
    'balena, delfino, capodoglio, hval, delfiner, tumler, spekkhogger, dolfijn, walvis, bruinvis, potvis',
  ].flatMap((words) => words.split(', ')),
);

const isScientific = (name: string): boolean =>
  binomial.test(name) &&
  !foldedName(name)
    .split(/[ -]/)
    .some((word) => vernacular.has(word));

/**
 * The scientific name of a species as the catalogue calls it: what a person gave for it, or the name itself where it is
 * one. A common name is none, and null.
 *
 * @param given scientific names by what the catalogue calls the species.
 */
export function scientificName(
  species: string | null,
  given: Readonly<Record<string, string>>,
): string | null {
  if (species === null) return null;
  const wanted = foldedName(species);
  const said = Object.entries(given).find(([name]) => foldedName(name) === wanted)?.[1];
  const name = (said ?? species).trim().replaceAll('_', ' ').replace(/\s+/g, ' ');
  return isScientific(name) ? name : null;
}
