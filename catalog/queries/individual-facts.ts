import type { IndividualFacts } from '#terms/identity/individuals.ts';
import type { Catalogue } from '../catalogue.ts';
import { CatalogueError } from '../catalogue-error.ts';

/** An individual's own facts, its own aliases without those of what was merged into it. */
export function factsOf(catalogue: Catalogue, individualId: number): IndividualFacts {
  const row = catalogue.get<Omit<IndividualFacts, 'aliases'>>(
    `SELECT code, name, species, sex, life_stage AS lifeStage, vital_status AS vitalStatus, notes
     FROM individuals WHERE id = ?`,
    individualId,
  );
  if (row === undefined) {
    throw new CatalogueError('not-found', `There is no individual ${individualId}.`, {
      individualId,
    });
  }
  const aliases = catalogue
    .all<{ alias: string }>(
      'SELECT alias FROM individual_aliases WHERE individual_id = ? ORDER BY alias',
      individualId,
    )
    .map(({ alias }) => alias);
  return { ...row, aliases };
}
