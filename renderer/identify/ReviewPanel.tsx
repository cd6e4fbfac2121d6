import { Alert, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../client/connection.ts';
import { FailedState } from '../parts/FailedState.tsx';
import { counted } from '../parts/words.ts';

/** How far two reviewers agree, and on what. */
export function ReviewPanel() {
  const { data, error, isError, refetch } = useQuery({
    queryKey: ['decisions', 'agreement'],
    queryFn: () => api.decisions.agreement(),
  });
  if (isError) return <FailedState error={error} retry={() => void refetch()} />;
  if (data === undefined) return null;
  const { n, agreed, share, kappa, toSettle, settled } = data;
  if (n === 0) {
    return (
      <Alert color="gray" title="No fin has been judged twice yet">
        Under “Second review” a second person judges the same fins without seeing the first verdict.
        How often the two agree stands here, and what they disagree about under “Settle”.
      </Alert>
    );
  }
  const number = (value: number | null, digits: number) => value?.toFixed(digits) ?? '–';
  return (
    <Stack gap="sm">
      <Group gap="xl">
        <div>
          <Text c="dimmed" size="sm">
            Agreement
          </Text>
          <div className="big-number">{share === null ? '–' : `${(share * 100).toFixed(0)} %`}</div>
          <Text size="sm">
            {agreed} of {counted(n, 'fin')}
          </Text>
        </div>
        <div>
          <Text c="dimmed" size="sm">
            Cohen’s kappa
          </Text>
          <div className="big-number">{number(kappa, 2)}</div>
          <Text size="sm">n = {n}</Text>
        </div>
        <div>
          <Text c="dimmed" size="sm">
            To settle
          </Text>
          <div className="big-number">{toSettle}</div>
          <Text size="sm">{settled} settled</Text>
        </div>
      </Group>
      <Text c="dimmed" size="sm">
        Every fin that a second reviewer judged without knowing the first verdict counts once. The
        two agree if they name the same animal, however sure, or give the same reason for none.
        Kappa is the agreement beyond what chance would give: 1 is full agreement, 0 is chance.
      </Text>
    </Stack>
  );
}
