import { Button, Kbd, Table } from '@mantine/core';
import { IconRoute } from '@tabler/icons-react';
import { keyWords, type Action } from '../actions/action.ts';
import { useCatalogue } from '../client/queries.ts';
import type { KeySheet } from '../offer.ts';
import { showStop } from '../tour/tour-store.ts';
import { offers } from '../views.ts';

function Sheet({ title, keys: rows }: KeySheet) {
  return (
    <>
      <h3>{title}</h3>
      <Table>
        <Table.Tbody>
          {rows.map(([keys, what]) => (
            <Table.Tr key={keys}>
              <Table.Td w={170}>
                <Kbd>{keys}</Kbd>
              </Table.Td>
              <Table.Td>{what}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

/** All keys there are: those heard everywhere, and those of each place. */
export function KeySheets({ actions, onDone }: { actions: readonly Action[]; onDone: () => void }) {
  const catalogue = useCatalogue();
  const everywhere = actions.flatMap(({ keys, title }) =>
    keys === undefined ? [] : [[keyWords(keys), title] as const],
  );
  return (
    <>
      {catalogue.data !== null && catalogue.data !== undefined && (
        <Button
          variant="light"
          leftSection={<IconRoute size={16} />}
          onClick={() => {
            onDone();
            showStop(0);
          }}
        >
          Take the tour
        </Button>
      )}
      <Sheet title="Everywhere" keys={everywhere} />
      {offers
        .flatMap(({ keySheets }) => keySheets ?? [])
        .map(({ title, keys }) => (
          <Sheet key={title} title={title} keys={keys} />
        ))}
    </>
  );
}
