import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { IndividualCard } from '#terms/identity/individuals.ts';
import type { LikelyMixUp } from '#terms/matching/suspicions.ts';
import { api } from '../client/connection.ts';
import { useBoxesOf } from '../identify/candidates.ts';
import { KeyHints } from '../parts/KeyHints.tsx';
import { openIndividual } from './individuals-store.ts';
import { mixUpsKeys } from './keys.ts';
import { dropMixUp, useMixUps } from './review-lists.ts';
import { ReviewBody } from './ReviewBody.tsx';
import type { ReviewSide } from './ReviewPair.tsx';
import { ReviewState } from './ReviewState.tsx';
import { SplitForm } from './SplitForm.tsx';
import { useFindings } from './use-findings.ts';
import { useKeys } from './use-keys.ts';

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
  const [place, setPlace] = useState(0);
  const [own, setOwn] = useState(false);
  const [splitting, setSplitting] = useState<LikelyMixUp | null>(null);
  const { dismiss, undo, forget } = useFindings('photo');
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
    const { individualId, box } = odd;
    dismiss(
      async (reviewerId) => {
        const { boxId } = box;
        const said = await api.matching.confirmPhoto({ individualId, boxId, reviewerId });
        dropMixUp(odd);
        return said;
      },
      `${box.photoName} shows ${card?.code ?? 'it'}.`,
    );
  };
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
        <ReviewBody
          label="Photos, the oddest first"
          rows={list.map((one) => ({
            key: `${one.box.boxId}`,
            boxes: [one.box, one.closerTo?.box ?? null],
            words: (
              <>
                {byId.get(one.individualId)?.code}
                <small>
                  {one.closerTo === null
                    ? 'unlike its own'
                    : `like ${byId.get(one.closerTo.individualId)?.code ?? '?'}`}
                </small>
              </>
            ),
          }))}
          chosen={chosen}
          choose={goTo}
          why={`Photo ${chosen + 1} of ${list.length}: ${
            odd.closerTo === null
              ? `unlike every other photo of ${card?.code ?? 'its animal'}`
              : `more like ${byId.get(odd.closerTo.individualId)?.code ?? 'another'} than like any other photo of ${card?.code ?? 'its animal'}`
          }`}
          left={sides.left}
          right={sides.right}
        >
          <Button onClick={() => setSplitting(odd)}>Another animal: split off (S)</Button>
          <Button variant="default" onClick={belongs}>
            It belongs (K)
          </Button>
          <Button variant="subtle" color="gray" onClick={() => setOwn(!own)}>
            {own ? 'Show whom it looks like (V)' : `Show ${card?.code ?? 'its own'} (V)`}
          </Button>
        </ReviewBody>
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
                forget();
              }
              setSplitting(null);
            }}
          />
        )}
      </Modal>
    </>
  );
}
