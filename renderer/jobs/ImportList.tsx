import { Button, Group, Modal, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  importCountsWords,
  importKinds,
  type ListedImport,
  type TakenBackImport,
} from '#terms/imports/taken-back.ts';
import { api } from '../client/connection.ts';
import { attempt, showDone } from '../client/error-words.ts';
import { DialogButtons } from '../parts/DialogButtons.tsx';
import { ago } from '../parts/words.ts';
import { asReviewer } from '../reviewer/as-reviewer.ts';

const titleOf = ({ kind, source }: ListedImport) => `${importKinds[kind].title} from ${source}`;

/** Shown at first; the others on request. */
const FEW = 4;

/** What taking an import back would do, before it is done. */
function TakeBack({ chosen, close }: { chosen: ListedImport; close: () => void }) {
  const would = useQuery({
    queryKey: ['photos', 'imports', 'undo', chosen.id],
    queryFn: () => api.imports.undo({ importId: chosen.id, dryRun: true }),
    staleTime: 0,
  });
  const takeBack = () =>
    asReviewer(() => {
      void attempt('Nothing was taken back', async () => {
        const { takenBack } = await api.imports.undo({ importId: chosen.id });
        showDone(`Taken back: ${importCountsWords(takenBack)}.`);
        close();
      });
    });
  return (
    <Stack gap="sm">
      <Text style={{ overflowWrap: 'anywhere' }}>{titleOf(chosen)}</Text>
      {would.data === undefined ? (
        <Text c="dimmed">{would.isError ? String(would.error) : 'Looking at what it made…'}</Text>
      ) : (
        <WouldDo {...would.data} />
      )}
      <DialogButtons cancel={close} careful>
        <Button disabled={would.data === undefined} onClick={takeBack}>
          Take it back
        </Button>
      </DialogButtons>
    </Stack>
  );
}

function WouldDo({ takenBack, kept }: TakenBackImport) {
  const stays = importCountsWords(kept);
  return (
    <>
      <Text>
        This takes back <b>{importCountsWords(takenBack) || 'nothing that is still there'}</b>.
      </Text>
      {stays !== '' && (
        <Text>
          It leaves, as somebody built on it since, <b>{stays}</b>.
        </Text>
      )}
      <Text size="sm" c="dimmed">
        Your files are not touched. Decisions stay in the log, and the same import can come again.
      </Text>
    </>
  );
}

/** What came in, each of which can be taken back as a whole. */
export function ImportList() {
  const { data: imports = [] } = useQuery({
    queryKey: ['photos', 'imports'],
    queryFn: () => api.imports.list({ limit: 100 }),
  });
  const [chosen, setChosen] = useState<ListedImport | null>(null);
  const [isAll, setAll] = useState(false);
  if (imports.length === 0) return null;
  return (
    <section className="panel" aria-label="Imports">
      <Title order={2} mb="sm">
        Imports
      </Title>
      <Stack gap="xs">
        {(isAll ? imports : imports.slice(0, FEW)).map((one) => (
          <Group
            key={one.id}
            justify="space-between"
            wrap="nowrap"
            role="group"
            aria-label={titleOf(one)}
          >
            <div style={{ minWidth: 0 }}>
              <Text truncate title={titleOf(one)}>
                {titleOf(one)}
              </Text>
              <Text size="sm" c="dimmed">
                {[
                  importCountsWords(one.made),
                  [one.reviewer, ago(one.at)].filter((part) => part !== null).join(', '),
                  one.undoneAt === null
                    ? ''
                    : `taken back ${one.undoneBy === null ? '' : `by ${one.undoneBy} `}${ago(one.undoneAt)}`,
                ]
                  .filter((part) => part !== '')
                  .join(' · ')}
              </Text>
            </div>
            {one.undoneAt === null && (
              <Button
                size="compact-sm"
                variant="default"
                style={{ flex: 'none' }}
                onClick={() => setChosen(one)}
              >
                Take back
              </Button>
            )}
          </Group>
        ))}
        {imports.length > FEW && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            style={{ alignSelf: 'start' }}
            onClick={() => setAll(!isAll)}
          >
            {isAll ? 'Only the newest' : `All ${imports.length}`}
          </Button>
        )}
      </Stack>
      <Modal opened={chosen !== null} onClose={() => setChosen(null)} title="Take an import back">
        {chosen !== null && <TakeBack chosen={chosen} close={() => setChosen(null)} />}
      </Modal>
    </section>
  );
}
