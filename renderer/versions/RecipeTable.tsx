import { Table } from '@mantine/core';

/** Names of figures that are written otherwise than they are said. */
const said: Readonly<Record<string, string>> = {
  map50: 'mAP@.5',
  map5095: 'mAP@.5:.95',
  map5: 'MAP@5',
  map5Known: 'MAP@5, known animals',
  map5New: 'MAP@5, new animals',
  top1: 'right animal first',
  ece: 'calibration error',
};

/** `learningRate` as `learning rate`. */
const inWords = (key: string) =>
  said[key] ?? key.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

function valueWords(value: unknown): string {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return value.toLocaleString('en', { maximumFractionDigits: 6 });
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.length === 0) return 'none';
  if (Array.isArray(value))
    return value
      .map((each: unknown) =>
        typeof each === 'object' && each !== null && 'name' in each
          ? String(each.name)
          : valueWords(each),
      )
      .join(', ');
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([key, each]) => `${inWords(key)} ${valueWords(each)}`)
      .join(', ');
  return '';
}

/** What is written down of a version, as it is written down. */
export function RecipeTable({
  title,
  values,
}: {
  title: string;
  values: Readonly<Record<string, unknown>>;
}) {
  const rows = Object.entries(values).filter(([, value]) => value !== undefined);
  if (rows.length === 0) return null;
  return (
    <Table w="auto" verticalSpacing={3} aria-label={title} className="recipe-table">
      <Table.Caption>{title}</Table.Caption>
      <Table.Tbody>
        {rows.map(([key, value]) => (
          <Table.Tr key={key}>
            <Table.Th scope="row" fw={400} c="dimmed">
              {inWords(key)}
            </Table.Th>
            <Table.Td>{valueWords(value)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
