import { parseSync } from 'vite';
import { everyNode, type Node } from './syntax.ts';

/** What only statements of SQL say; its words stand in capitals all over the house. */
const statement =
  /\bSELECT\s[\s\S]*\sFROM\s|\bINSERT\s+(?:OR\s+\w+\s+)?INTO\b|\bUPDATE\s+\w+\s+SET\b|\bDELETE\s+FROM\b|\b(?:CREATE|DROP|ALTER)\s+(?:TEMP\s+)?(?:TABLE|INDEX|VIEW|TRIGGER)\b|^\s*(?:PRAGMA|BEGIN|COMMIT|VACUUM)\b/;

/** Texts of a file that are SQL, in the order in which they stand. */
export function sqlIn(path: string, text: string): string[] {
  const texts: string[] = [];
  for (const node of everyNode(parseSync(path, text).program.body)) {
    const { type, value } = node;
    if (type === 'Literal' && typeof value === 'string') texts.push(value);
    if (type === 'TemplateLiteral') texts.push(templateText(node));
  }
  return texts.filter((each) => statement.test(each));
}

/** A template's text, with a space where a value is put in. */
const templateText = ({ quasis }: Node): string =>
  (quasis as { value: { raw: string } }[]).map(({ value }) => value.raw).join(' ');
