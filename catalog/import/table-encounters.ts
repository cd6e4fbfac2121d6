import type { Catalogue } from '../catalogue.ts';
import type { PlannedIdentity } from '../formats/catalogue-in/plan-catalogue.ts';
import { foldedName } from '../names/plain-name.ts';

type Row = Pick<PlannedIdentity, 'encounter' | 'encounterDays'>;

interface Known {
  id: number;
  /** Of its photos; null where none has a date. */
  firstMs: number | null;
  lastMs: number | null;
}

const keyOf = ({ encounter, encounterDays }: Row) =>
  encounter === null ? null : `${foldedName(encounter)}\n${encounterDays?.from ?? ''}`;

/** Encounters by the name and the days that a table gives them: one of the catalogue, or a new one. */
export class TableEncounters {
  readonly #catalogue: Catalogue;
  readonly #known: Map<string, Known[]>;
  readonly #ids = new Map<string, number>();

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
    this.#known = Map.groupBy(
      catalogue.all<Known & { name: string }>(
        `SELECT e.id, e.name, min(p.taken_ms) AS firstMs, max(p.taken_ms) AS lastMs
         FROM encounters e LEFT JOIN photos p ON p.encounter_id = e.id GROUP BY e.id ORDER BY e.id`,
      ),
      ({ name }) => foldedName(name),
    );
  }

  /** How many encounters storing these rows would make. */
  newOf(rows: readonly Row[]): number {
    const seen = new Set<string>();
    const claimed = new Set<number>();
    let made = 0;
    for (const row of rows) {
      const key = keyOf(row);
      if (key === null || seen.has(key)) continue;
      seen.add(key);
      const known = this.#find(row, claimed);
      if (known === undefined) made += 1;
      else claimed.add(known);
    }
    return made;
  }

  /** The row's encounter, made if it is new; null where the row names none. */
  idOf(row: Row, now: number): number | null {
    const key = keyOf(row);
    if (key === null) return null;
    const before = this.#ids.get(key);
    if (before !== undefined) return before;
    const known = this.#find(row, new Set(this.#ids.values()));
    const id =
      known ??
      this.#catalogue.run(
        `INSERT INTO encounters (name, origin, created_at) VALUES (?, 'import', ?)`,
        row.encounter,
        now,
      ).id;
    // What is named by a table is no longer the program's own guess.
    if (known !== undefined)
      this.#catalogue.run(
        `UPDATE encounters SET origin = 'import' WHERE id = ? AND origin = 'grouped'`,
        id,
      );
    this.#ids.set(key, id);
    return id;
  }

  #find({ encounter, encounterDays }: Row, claimed: ReadonlySet<number>): number | undefined {
    const namesakes = this.#known.get(foldedName(encounter ?? '')) ?? [];
    const open = namesakes.filter(({ id }) => !claimed.has(id));
    const days = encounterDays;
    if (days === null) return open.find(({ firstMs }) => firstMs === null)?.id;
    const meets = ({ firstMs, lastMs }: Known) =>
      firstMs !== null && lastMs !== null && firstMs < days.to && lastMs >= days.from;
    return (open.find(meets) ?? open.find(({ firstMs }) => firstMs === null))?.id;
  }
}
