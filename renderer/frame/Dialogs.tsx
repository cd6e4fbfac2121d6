import { Button, Kbd, Modal, Table } from '@mantine/core';
import { IconRoute } from '@tabler/icons-react';
import { actions, keyWords } from '../actions/actions.tsx';
import { readable } from '../actions/key-press.ts';
import { annotateActions } from '../annotate/actions.ts';
import { identifyKeys } from '../identify/identify-actions.ts';
import { duplicatesKeys, listKeys, mixUpsKeys, pageKeys } from '../individuals/keys.ts';
import { viewerKeys, gridKeys } from '../photos/keys.ts';
import { ImportCatalogue } from '../imports/ImportCatalogue.tsx';
import { DemoForm } from '../start/DemoForm.tsx';
import { FolderPicker } from '../start/FolderPicker.tsx';
import { NewCatalogueForm } from '../start/NewCatalogueForm.tsx';
import { useCatalogue } from '../client/queries.ts';
import { showStop } from '../tour/tour-store.ts';
import { useDialogs } from './dialogs.ts';
import { ReviewerForm } from './ReviewerForm.tsx';

function ShortcutTable({ rows }: { rows: readonly (readonly [keys: string, what: string])[] }) {
  return (
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
  );
}

/** The nine keys of the classes are one line. */
const annotateKeys = annotateActions
  .filter(({ id }) => !/^class-[2-9]$/.test(id))
  .map(({ keys, title }) => [keys.map(readable).join(' or '), title] as const);

export function Dialogs() {
  const { dialog, pick, close } = useDialogs();
  const catalogue = useCatalogue();
  const everywhere = actions.flatMap(({ keys, title }) =>
    keys === undefined ? [] : [[keyWords(keys), title] as const],
  );
  return (
    <>
      <Modal opened={dialog === 'new-catalogue'} onClose={close} title="New catalogue">
        <NewCatalogueForm onDone={close} />
      </Modal>
      <Modal opened={dialog === 'demo'} onClose={close} title="A demo catalogue">
        <DemoForm onDone={close} />
      </Modal>
      <Modal opened={dialog === 'reviewer'} onClose={close} title="Who is at the screen?">
        <ReviewerForm onDone={close} />
      </Modal>
      <Modal
        opened={dialog === 'import-catalogue'}
        onClose={close}
        title="Import individuals"
        size="min(1080px, 92vw)"
      >
        <ImportCatalogue onDone={close} />
      </Modal>
      <Modal opened={dialog === 'shortcuts'} onClose={close} title="Keyboard shortcuts" size="lg">
        {catalogue.data !== null && catalogue.data !== undefined && (
          <Button
            variant="light"
            leftSection={<IconRoute size={16} />}
            onClick={() => {
              close();
              showStop(0);
            }}
          >
            Take the tour
          </Button>
        )}
        <h3>Everywhere</h3>
        <ShortcutTable rows={everywhere} />
        <h3>Photos</h3>
        <ShortcutTable rows={gridKeys} />
        <h3>A photo on the whole screen</h3>
        <ShortcutTable rows={viewerKeys} />
        <h3>Annotate</h3>
        <ShortcutTable rows={annotateKeys} />
        <h3>Identify</h3>
        <ShortcutTable rows={identifyKeys} />
        <h3>Individuals</h3>
        <ShortcutTable rows={listKeys} />
        <h3>An individual</h3>
        <ShortcutTable rows={pageKeys} />
        <h3>Likely duplicates</h3>
        <ShortcutTable rows={duplicatesKeys} />
        <h3>Likely mix-ups</h3>
        <ShortcutTable rows={mixUpsKeys} />
      </Modal>
      {pick !== null && <FolderPicker request={pick} />}
    </>
  );
}
