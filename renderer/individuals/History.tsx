import './history.css';
import { Button, Loader, Tabs, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../client/connection.ts';
import { wordsOf } from '../client/error-words.ts';
import { DecisionLog } from '../decisions/DecisionLog.tsx';
import { asReviewer } from '../reviewer/as-reviewer.ts';
import { editWords, takeBack } from './undo-edit.ts';

/** What was done to the animal itself: names, merges, splits, best photos. */
function Edits({ individualId }: { individualId: number }) {
  const { data, error } = useQuery({
    queryKey: ['individuals', 'edits', individualId],
    queryFn: () => api.individuals.edits({ individualId }),
  });
  if (error !== null) return <Text c="red">{wordsOf(error)}</Text>;
  if (data === undefined) return <Loader size="sm" m="md" />;
  if (data.length === 0)
    return (
      <Text c="dimmed" p="md">
        Nothing was changed by hand yet. Who decided which photo shows it stands beside.
      </Text>
    );
  return (
    <ul className="edit-list">
      {data.map((edit) => (
        <li key={edit.id} data-undone={edit.isUndone || undefined}>
          <span className="log-time">
            {new Date(edit.at).toISOString().slice(0, 16).replace('T', ' ')}
          </span>
          <span>
            <strong>{edit.reviewer ?? 'Somebody'}</strong> {editWords(edit)}
            {edit.isUndone ? ' (taken back)' : ''}
          </span>
          {edit.action !== 'undo' && !edit.isUndone && (
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              onClick={() => asReviewer((reviewerId) => void takeBack(edit, reviewerId))}
            >
              Undo
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Everything that happened to an animal, by whom and when. */
export function History({ individualId }: { individualId: number }) {
  return (
    <Tabs defaultValue="decisions" keepMounted={false}>
      <Tabs.List mb="sm">
        <Tabs.Tab value="decisions">Decisions about its photos</Tabs.Tab>
        <Tabs.Tab value="edits">Changes of the animal</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="decisions">
        <DecisionLog only={{ individualId }} />
      </Tabs.Panel>
      <Tabs.Panel value="edits">
        <Edits individualId={individualId} />
      </Tabs.Panel>
    </Tabs>
  );
}
