import '../training/networks.css';
import { Button, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import type { IndividualCard, LikelyMixUp } from '#api/contract/index.ts';
import { api } from '../client/connection.ts';
import { attempt, showDone } from '../client/error-words.ts';
import { useReviewers } from '../client/queries.ts';
import { useBoxesOf } from '../identify/candidates.ts';
import { BoxThumb } from '../parts/BoxThumb.tsx';
import { KeyHints } from '../parts/KeyHints.tsx';
import { useAsReviewer } from './as-reviewer.ts';
import { openIndividual } from './individuals-store.ts';
import { dropMixUp, useMixUps } from './review-lists.ts';
import { ReviewPair, type ReviewSide } from './ReviewPair.tsx';
import { ReviewState } from './ReviewState.tsx';
import { SplitForm } from './SplitForm.tsx';
import { takeBackLast } from './undo-edit.ts';
import { useKeys } from './use-keys.ts';
import { mixUpsKeys } from './keys.ts';

function useSides(
  odd: LikelyMixUp | undefined,
  byId: ReadonlyMap<number, IndividualCard>,
  own: boolean,
): { left: ReviewSide; right: ReviewSide } | null {
  const { data: boxes = [] } = useBoxesOf(odd?.individualId ?? null);
  const card = byId.get(odd?.individualId ?? 0);
  if (odd === undefined || card === undefined) return null;
  const other = odd.closerTo === null ? undefined : byId.get(odd.closerTo.individualId);
  const best = boxes.find((box) => box.boxId !== odd.box.boxId && box.side === odd.box.side);
  const showsOwn = own || odd.closerTo === null || other === undefined;
  return {
    left: {
      title: `said to be ${card.code}`,
      facts: `mean cosine with its other photos ${odd.score.toFixed(2)}; the least of theirs ${odd.among.toFixed(2)}`,
      box: odd.box,
    },
    right: showsOwn
      ? { title: `${card.code}, its best photo`, facts: '', box: best ?? null }
      : {
          title: `${other.code}, whom it looks more like`,
          facts: `cosine ${odd.closerTo?.score.toFixed(2) ?? ''}`,
          box: odd.closerTo?.box ?? null,
        },
  };
}

/** Photos unlike the rest of their animal: another animal under its code, or a bad photo of it. */
export function MixUpsReview({ cards }: { cards: readonly IndividualCard[] }) {
  const { data, isPending, error, refetch } = useMixUps();
  const { data: reviewers = [] } = useReviewers();
  const [place, setPlace] = useState(0);
  const [own, setOwn] = useState(false);
  const [splitting, setSplitting] = useState<LikelyMixUp | null>(null);
  const [confirmed, setConfirmed] = useState<number[]>([]);
  const asReviewer = useAsReviewer();
  const byId = new Map(cards.map((card) => [card.id, card]));
  const list = (data ?? []).filter(({ individualId }) => byId.has(individualId));
  const chosen = Math.min(place, Math.max(0, list.length - 1));
  const odd = list[chosen];
  const sides = useSides(odd, byId, own);
  const { data: boxes = [] } = useBoxesOf(odd?.individualId ?? null);
  const card = byId.get(odd?.individualId ?? 0);
  const goTo = (next: number) => {
    setPlace(next);
    setOwn(false);
  };
  const belongs = () => {
    if (odd === undefined) return;
    asReviewer((reviewerId) => {
      void attempt('It could not be stored', async () => {
        const { findingId } = await api.matching.confirmPhoto({
          individualId: odd.individualId,
          boxId: odd.box.boxId,
          reviewerId,
        });
        setConfirmed([...confirmed, findingId]);
        dropMixUp(odd);
        showDone(`${odd.box.photoName} shows ${card?.code ?? 'it'}. Ctrl Z takes it back.`);
      });
    });
  };
  const undo = () =>
    asReviewer((reviewerId) => {
      const findingId = confirmed.at(-1);
      const reviewer = reviewers.find(({ id }) => id === reviewerId)?.name ?? '';
      if (findingId === undefined) {
        void takeBackLast(reviewer, reviewerId);
        return;
      }
      void attempt('It could not be taken back', async () => {
        await api.matching.undoFinding({ findingId, reviewerId });
        setConfirmed(confirmed.slice(0, -1));
        showDone('Taken back: the photo is listed again.');
      });
    });
  useKeys({
    ArrowDown: () => goTo(Math.min(list.length - 1, chosen + 1)),
    ArrowUp: () => goTo(Math.max(0, chosen - 1)),
    s: () => setSplitting(odd ?? null),
    k: belongs,
    v: () => setOwn(!own),
    '1': () => openIndividual(odd?.individualId ?? null),
    '2': () => openIndividual(odd?.closerTo?.individualId ?? null),
    'ctrl+z': undo,
  });
  return (
    <>
      {odd === undefined || sides === null ? (
        <ReviewState
          isPending={isPending}
          error={error}
          retry={() => void refetch()}
          done="Every photo is more like its own animal than like any other. Photos that a person said belong are not listed."
        />
      ) : (
        <div className="review">
          <ol className="review-list" aria-label="Photos, the oddest first">
            {list.map((one, index) => (
              <li key={one.box.boxId}>
                <button
                  type="button"
                  className="review-row"
                  aria-current={index === chosen || undefined}
                  onClick={() => goTo(index)}
                >
                  <BoxThumb box={one.box} />
                  <BoxThumb box={one.closerTo?.box ?? null} />
                  <span>
                    {byId.get(one.individualId)?.code}
                    <small>
                      {one.closerTo === null
                        ? 'unlike its own'
                        : `like ${byId.get(one.closerTo.individualId)?.code ?? '?'}`}
                    </small>
                  </span>
                </button>
              </li>
            ))}
          </ol>
          <div className="review-main">
            <p className="review-why">
              Photo {chosen + 1} of {list.length}:{' '}
              {odd.closerTo === null
                ? `unlike every other photo of ${card?.code ?? 'its animal'}`
                : `more like ${byId.get(odd.closerTo.individualId)?.code ?? 'another'} than like any other photo of ${card?.code ?? 'its animal'}`}
            </p>
            <ReviewPair left={sides.left} right={sides.right} />
            <Group className="review-acts">
              <Button onClick={() => setSplitting(odd)}>Another animal: split off (S)</Button>
              <Button variant="default" onClick={belongs}>
                It belongs (K)
              </Button>
              <Button variant="subtle" color="gray" onClick={() => setOwn(!own)}>
                {own ? 'Show whom it looks like (V)' : `Show ${card?.code ?? 'its own'} (V)`}
              </Button>
            </Group>
          </div>
        </div>
      )}
      <KeyHints hints={mixUpsKeys} />
      <Modal
        opened={splitting !== null}
        onClose={() => setSplitting(null)}
        title="A photo that shows another animal"
        size="lg"
      >
        {splitting !== null && card !== undefined && (
          <SplitForm
            card={card}
            boxes={boxes}
            moving={new Set([splitting.box.boxId])}
            suggested={splitting.closerTo?.individualId ?? null}
            cards={cards}
            onDone={(to) => {
              if (to !== null) {
                dropMixUp(splitting);
                setConfirmed([]);
              }
              setSplitting(null);
            }}
          />
        )}
      </Modal>
    </>
  );
}
