/** What is written about an individual: its code, its names, its attributes. */
import type { IndividualCard, IndividualFacts } from '#terms/identity/individuals.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';
import { factsOf } from '../queries/individual-facts.ts';
import { ownerOfCode, standsFor } from '../queries/individual-codes.ts';
import { record } from './record-edit.ts';
import { getIndividual } from '../queries/individuals.ts';

/** @throws CatalogueError `conflict` if another individual has one of the names. */
export function storeFacts(
  catalogue: Catalogue,
  individualId: number,
  facts: IndividualFacts,
): void {
  for (const name of [facts.code, ...facts.aliases]) {
    const owner = ownerOfCode(catalogue, name);
    if (owner !== undefined && owner.id !== individualId) {
      throw new CatalogueError(
        'conflict',
        `${name} names ${owner.isAlias ? owner.code : 'another individual'} already. Choose another, or merge the two.`,
        { code: name, individualId: owner.id },
      );
    }
  }
  catalogue.run(
    `UPDATE individuals SET code = ?, name = ?, species = ?, sex = ?, life_stage = ?,
       vital_status = ?, notes = ? WHERE id = ?`,
    facts.code,
    facts.name,
    facts.species,
    facts.sex,
    facts.lifeStage,
    facts.vitalStatus,
    facts.notes,
    individualId,
  );
  catalogue.run('DELETE FROM individual_aliases WHERE individual_id = ?', individualId);
  for (const alias of facts.aliases) {
    catalogue.run('INSERT INTO individual_aliases VALUES (?, ?)', individualId, alias);
  }
}

/** Names without blanks around them, each once, none of them the code itself. */
function cleaned(facts: IndividualFacts): IndividualFacts {
  const code = facts.code.trim();
  const seen = new Set([code.toLowerCase()]);
  const aliases = facts.aliases
    .map((alias) => alias.trim())
    .filter((alias) => {
      const key = alias.toLowerCase();
      return alias !== '' && !seen.has(key) && seen.add(key);
    });
  return { ...facts, code, aliases, name: facts.name?.trim() || null };
}

/** A name of an animal that was merged into this one: it shows here, and is not its own. */
function comesByMerge(catalogue: Catalogue, alias: string, individualId: number): boolean {
  const owner = ownerOfCode(catalogue, alias);
  return (
    owner !== undefined &&
    owner.id !== individualId &&
    standsFor(catalogue, owner.id)?.id === individualId
  );
}

/**
 * Changes what is written about an individual. A code that is given up stays as an alias, so that old
 * notes and tables still find the animal.
 *
 * @throws CatalogueError `conflict` if a name is taken, `not-found`, `bad-input` for an empty code.
 */
export function editIndividual(
  catalogue: Catalogue,
  individualId: number,
  change: Partial<IndividualFacts>,
  reviewerId: number,
  now: number,
): IndividualCard {
  return catalogue.transaction(() => {
    getIndividual(catalogue, individualId);
    const before = factsOf(catalogue, individualId);
    const given = { ...before, ...change };
    const renamed = given.code.trim().toLowerCase() !== before.code.toLowerCase();
    const after = cleaned({
      ...given,
      aliases: [
        ...given.aliases.filter((alias) => !comesByMerge(catalogue, alias, individualId)),
        ...(renamed ? [before.code] : []),
      ],
    });
    if (after.code === '') {
      throw new CatalogueError('bad-input', 'An individual needs a code.', { individualId });
    }
    if (JSON.stringify(after) !== JSON.stringify(before)) {
      storeFacts(catalogue, individualId, after);
      record(catalogue, { action: 'edited', individualId, before, after, reviewerId }, now);
    }
    return getIndividual(catalogue, individualId);
  });
}

/** Each fact that still is what the edit made it goes back; what was changed since stays. */
export function takeBackFacts(
  catalogue: Catalogue,
  individualId: number,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): void {
  const now = factsOf(catalogue, individualId);
  const back = Object.fromEntries(
    Object.entries(now).map(([fact, value]) => [
      fact,
      JSON.stringify(value) === JSON.stringify(after[fact]) ? before[fact] : value,
    ]),
  ) as unknown as IndividualFacts;
  storeFacts(catalogue, individualId, cleaned(back));
}
