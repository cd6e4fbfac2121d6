import { foldedName } from '../../names/plain-name.ts';

/** What programs write for a value that is not there: R, pandas, SQL, and the errors of spreadsheets in any language. */
const blank =
  /^(?:n\/?a|#?n\/?[advk]|<na>|nan|nat|null|#null!?|nil|none|undefined|missing|\(blank\)|[-–—_.?*]+|#n\/a n\/a|#[\p{L}¡¿][\p{L}\d¡/?! ]*[!?]|#(?:spill|calc|field|blocked|connect|getting_data))$/iu;

/** Whether a cell holds nothing, however it says so. */
export const isMissing = (cell: string): boolean => {
  const text = foldedName(cell);
  return text === '' || blank.test(text);
};

/** Words for an animal that nobody knows, without case, and with blanks for underscores and hyphens. */
const nobody = new Set(
  [
    'unknown, unkn, unk, unknown individual, unknown animal, unknown id',
    'unidentified, unident, unid, un id, not identified, not identifiable, unidentifiable',
    'no id, noid, no name, unnamed, undetermined, indet, unmatched, no match, nomatch',
    'new, new whale, new individual, new animal, new dolphin, unmarked, clean, clean fin',
    'unclassified, unassigned, not assigned, to be determined, tbd, tba, todo, pending',
    'other, others, misc, various, nobody, no animal, empty',
    'unbekannt, nicht identifiziert, inconnu, inconnue, non identifié, non identifie',
    'desconocido, desconocida, no identificado, sin identificar, desconhecido, não identificado',
    'sconosciuto, non identificato, onbekend, ukjent, okänd, ukendt, neznámý',
  ].flatMap((words) => words.split(', ')),
);

/** Whether a name is a word for "we do not know who": joined under it, all such animals would become one. */
export const isNobody = (name: string): boolean =>
  nobody.has(
    foldedName(name)
      .replace(/[\s_-]+/g, ' ')
      .replace(/[.?!]+$/, '')
      .trim(),
  );
