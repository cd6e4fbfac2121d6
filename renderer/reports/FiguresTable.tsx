import { Table, Text } from '@mantine/core';
import { share } from '../parts/words.ts';

/** A figure of two versions. */
export interface FigurePair {
  label: string;
  a: number;
  b: number;
  /** What to make of their difference. */
  note?: string;
}

const signed = (difference: number) =>
  `${difference >= 0 ? '+' : '−'}${share(Math.abs(difference))}`;

/** Figures of two versions beside each other. */
export function FiguresTable({
  on,
  names,
  rows,
}: {
  /** What both were judged on: `On 40 photos`. */
  on: string;
  names: readonly [string, string];
  rows: readonly FigurePair[];
}) {
  const hasNotes = rows.some(({ note }) => note !== undefined);
  return (
    <Table
      w="auto"
      verticalSpacing={hasNotes ? 4 : undefined}
      aria-label="Figures of both versions"
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{on}</Table.Th>
          <Table.Th ta="right">{names[0]}</Table.Th>
          <Table.Th ta="right">{names[1]}</Table.Th>
          <Table.Th ta="right">Difference</Table.Th>
          {hasNotes && <Table.Th />}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ label, a, b, note }) => (
          <Table.Tr key={label}>
            <Table.Td>{label}</Table.Td>
            <Table.Td ta="right">{share(a)}</Table.Td>
            <Table.Td ta="right">{share(b)}</Table.Td>
            <Table.Td ta="right">{signed(b - a)}</Table.Td>
            {hasNotes && (
              <Table.Td>
                <Text size="xs" c="dimmed">
                  {note}
                </Text>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
