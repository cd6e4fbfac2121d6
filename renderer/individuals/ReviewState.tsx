import { Button } from '@mantine/core';
import { IconChecks, IconSparkles } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useOverview } from '../client/queries.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { FailedState } from '../parts/FailedState.tsx';
import { LoadingState } from '../parts/LoadingState.tsx';
import { goTo } from '../route.ts';

/** What stands in the place of a review list that has nothing to show, or not yet. */
export function ReviewState({
  isPending,
  error,
  retry,
  done,
}: {
  isPending: boolean;
  error: unknown;
  retry: () => void;
  /** Nothing is suspicious: what that says. */
  done: ReactNode;
}) {
  const { data: overview } = useOverview();
  if (error !== null) return <FailedState error={error} retry={retry} />;
  if (isPending || overview === undefined)
    return <LoadingState h="60%" label="Comparing all animals" />;
  if (overview.embedder === null)
    return (
      <EmptyState
        icon={IconSparkles}
        title="This needs a network"
        action={<Button onClick={() => goTo('models')}>Train a network</Button>}
      >
        A network that knows these animals compares all of them with each other, and lists what does
        not fit.
      </EmptyState>
    );
  return (
    <EmptyState icon={IconChecks} title="Nothing suspicious">
      {done}
    </EmptyState>
  );
}
