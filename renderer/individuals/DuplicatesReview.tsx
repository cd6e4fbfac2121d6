import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { IndividualCard } from '#terms/identity/individuals.ts';
import type { LikelyDuplicate } from '#terms/matching/suspicions.ts';
import { api } from '../client/connection.ts';
import { ofHundred } from '../identify/probability.ts';
import { KeyHints } from '../parts/KeyHints.tsx';
import { seenWords } from './Gallery.tsx';
import { openIndividual } from './individuals-store.ts';
import { duplicatesKeys } from './keys.ts';
import { MergeForm } from './MergeForm.tsx';
import { dropDuplicate, useDuplicates } from './review-lists.ts';
import { ReviewBody } from './ReviewBody.tsx';
import { ReviewState } from './ReviewState.tsx';
import { useFindings } from './use-findings.ts';
import { useKeys } from './use-keys.ts';

const alike = ({ probability, n, score }: LikelyDuplicate) =>
  probability === null
    ? `cosine ${score.toFixed(2)}`
    : `of 100 pairs with this score, ${ofHundred(probability)} were the same animal${n === null ? '' : ` (n = ${n})`}`;

const titleOf = ({ code, name }: IndividualCard) =>
  [code, name === null ? null : `“${name}”`].filter(Boolean).join(' ');

/** Pairs of animals that look alike: one animal under two codes, or two that are alike. */
export function DuplicatesReview({ cards }: { cards: readonly IndividualCard[] }) {
  const { data, isPending, error, refetch } = useDuplicates();
  const [place, setPlace] = useState(0);
  const [merging, setMerging] = useState<LikelyDuplicate | null>(null);
  const { dismiss, undo, forget } = useFindings('pair');
  const byId = new Map(cards.map((card) => [card.id, card]));
  const pairs = (data ?? []).filter(({ a, b }) => byId.has(a) && byId.has(b));
  const chosen = Math.min(place, Math.max(0, pairs.length - 1));
  const pair = pairs[chosen];
  const [a, b] = [byId.get(pair?.a ?? 0), byId.get(pair?.b ?? 0)];
  const keepApart = () => {
    if (pair === undefined) return;
    dismiss(
      async (reviewerId) => {
        const said = await api.matching.keepApart({ a: pair.a, b: pair.b, reviewerId });
        dropDuplicate(pair);
        return said;
      },
      `${a?.code ?? ''} and ${b?.code ?? ''} are two animals.`,
    );
  };
  useKeys({
    ArrowDown: () => setPlace(Math.min(pairs.length - 1, chosen + 1)),
    ArrowUp: () => setPlace(Math.max(0, chosen - 1)),
    m: () => setMerging(pair ?? null),
    k: keepApart,
    '1': () => openIndividual(pair?.a ?? null),
    '2': () => openIndividual(pair?.b ?? null),
    'ctrl+z': undo,
  });
  return (
    <>
      {pair === undefined || a === undefined || b === undefined ? (
        <ReviewState
          isPending={isPending}
          error={error}
          retry={() => void refetch()}
          done="No two animals look as alike as photos of one do. Pairs that share a photo, or that a person kept apart, are not listed."
        />
      ) : (
        <ReviewBody
          label="Pairs, the most alike first"
          rows={pairs.map((one) => ({
            key: `${one.a} ${one.b}`,
            boxes: [one.boxA, one.boxB],
            words: (
              <>
                {byId.get(one.a)?.code}
                <br />
                {byId.get(one.b)?.code}
                <small>{(one.probability ?? one.score).toFixed(2)}</small>
              </>
            ),
          }))}
          chosen={chosen}
          choose={setPlace}
          why={`Pair ${chosen + 1} of ${pairs.length}: ${alike(pair)}`}
          left={{ title: titleOf(a), facts: seenWords(a), box: pair.boxA }}
          right={{ title: titleOf(b), facts: seenWords(b), box: pair.boxB }}
        >
          <Button onClick={() => setMerging(pair)}>One animal: merge (M)</Button>
          <Button variant="default" onClick={keepApart}>
            Two animals: keep apart (K)
          </Button>
          <Button variant="subtle" color="gray" onClick={() => openIndividual(pair.a)}>
            Open {a.code} (1)
          </Button>
          <Button variant="subtle" color="gray" onClick={() => openIndividual(pair.b)}>
            Open {b.code} (2)
          </Button>
        </ReviewBody>
      )}
      <KeyHints hints={duplicatesKeys} />
      <Modal
        opened={merging !== null}
        onClose={() => setMerging(null)}
        title="One animal under two codes"
        size="lg"
      >
        {merging !== null && (
          <MergeForm
            first={merging.a}
            second={merging.b}
            cards={cards}
            onDone={(into) => {
              if (into !== null) {
                dropDuplicate(merging);
                forget();
              }
              setMerging(null);
            }}
          />
        )}
      </Modal>
    </>
  );
}
