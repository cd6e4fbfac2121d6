import './identify.css';
import { Button } from '@mantine/core';
import { IconBinoculars, IconChecks, IconUserQuestion } from '@tabler/icons-react';
import { useOverview } from '../client/queries.ts';
import { useReviewerId } from '../client/seat.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { FailedState } from '../parts/FailedState.tsx';
import { LoadingState } from '../parts/LoadingState.tsx';
import { askReviewer } from '../reviewer/ask-reviewer.ts';
import { goTo } from '../route.ts';
import { setQueue, useIdentify } from './identify-store.ts';
import { MatchPage } from './MatchPage.tsx';
import { useQueue } from './queue.ts';
import { useBlindSeat } from './blind-seat.ts';

/** Nothing waits: why, and what to do about it. */
function NothingWaits({ total }: { total: number }) {
  const { round, filter } = useIdentify();
  const { data: overview } = useOverview();
  if (Object.values(filter).some((value) => value !== undefined)) {
    return (
      <EmptyState
        icon={IconChecks}
        title={total === 0 ? 'No fin fits these filters' : 'All fins here are done'}
        action={
          <Button variant="default" onClick={() => setQueue({ filter: {} })}>
            Clear filters
          </Button>
        }
      >
        Clear the filters to see what waits elsewhere.
      </EmptyState>
    );
  }
  if (round === 'second') {
    return (
      <EmptyState icon={IconUserQuestion} title="Nothing waits for a second look">
        A second reviewer judges what somebody else decided, without seeing the first verdict. Say
        who you are at the top right: your own decisions are not shown to you.
      </EmptyState>
    );
  }
  if (round === 'adjudication') {
    return (
      <EmptyState icon={IconChecks} title="Nothing to settle">
        Fins on which two reviewers disagree come here, for somebody to have the last word.
      </EmptyState>
    );
  }
  return total > 0 ? (
    <EmptyState
      icon={IconChecks}
      title="Every fin has its verdict"
      action={<Button onClick={() => goTo('individuals')}>Look at the individuals</Button>}
    >
      New photos, or boxes that are accepted in Annotate, come here by themselves. A second reviewer
      can go over what was decided.
    </EmptyState>
  ) : (
    <EmptyState
      icon={IconBinoculars}
      title="No fins to match yet"
      action={
        <Button onClick={() => goTo((overview?.photos ?? 0) > 0 ? 'annotate' : 'photos')}>
          {(overview?.photos ?? 0) > 0 ? 'Draw boxes round fins' : 'Bring in photos first'}
        </Button>
      }
    >
      Once fins are boxed, each stands here beside the animals that it may be, and you decide.
    </EmptyState>
  );
}

export default function IdentifyView() {
  const queue = useQueue();
  const { round } = useIdentify();
  const reviewerId = useReviewerId();
  useBlindSeat(queue.current);
  if (queue.error !== null) return <FailedState error={queue.error} retry={queue.refetch} />;
  if (round === 'second' && reviewerId === null) {
    return (
      <EmptyState
        icon={IconUserQuestion}
        title="Who is at the screen?"
        action={<Button onClick={() => askReviewer()}>Say who you are</Button>}
      >
        A second reviewer sees what others decided and not what they decided themselves.
      </EmptyState>
    );
  }
  if (queue.isPending) {
    return <LoadingState h="60%" />;
  }
  return <MatchPage queue={queue} empty={<NothingWaits total={queue.total} />} />;
}
