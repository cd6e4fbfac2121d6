import './merge-split.css';
import { Alert, Button, Group, Loader, Select, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconArrowRight, IconArrowsExchange } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { IndividualCard } from '#terms/identity/individuals.ts';
import type { MergePreview } from '#terms/identity/merge-and-split.ts';
import { api } from '../client/connection.ts';
import { attempt, showDone, wordsOf } from '../client/error-words.ts';
import { BoxThumb } from '../parts/BoxThumb.tsx';
import { counted } from '../parts/words.ts';
import { asReviewer } from '../reviewer/as-reviewer.ts';
import { seenWords } from './Gallery.tsx';

function Side({ card, fate }: { card: IndividualCard; fate: string }) {
  return (
    <div className="merge-side">
      <Text size="sm" c="dimmed">
        {fate}
      </Text>
      <Text fw={600} size="lg" truncate title={[card.code, card.name].filter(Boolean).join(' ')}>
        {card.code} {card.name === null ? '' : `“${card.name}”`}
      </Text>
      <div className="merge-photos">
        {[card.best.left, card.best.right, card.best.unknown].map((box) =>
          box === null ? null : (
            <span key={box.boxId}>
              <BoxThumb box={box} />
              <span className="side-mark">{box.side === 'unknown' ? 'side ?' : box.side}</span>
            </span>
          ),
        )}
      </div>
      <Text size="sm">
        {counted(card.boxes, 'photo')} · {seenWords(card)}
      </Text>
    </div>
  );
}

/** What speaks against it, as far as the catalogue knows. */
function Against({ preview }: { preview: MergePreview }) {
  const { photosOfBoth, together, differences, into } = preview;
  return (
    <>
      {photosOfBoth.length > 0 && (
        <Alert color="red" icon={<IconAlertTriangle />} title="Both are on one photo">
          {photosOfBoth
            .slice(0, 4)
            .map(({ name }) => name)
            .join(', ')}{' '}
          {photosOfBoth.length === 1 ? 'shows' : 'show'} both: they are two animals, or one of the
          boxes there is wrong.
        </Alert>
      )}
      {together.length > 0 && (
        <Alert color="yellow" icon={<IconAlertTriangle />} title="Seen in the same encounter">
          {together
            .slice(0, 4)
            .map(({ name }) => name)
            .join(', ')}
          {together.length > 4 ? ` and ${together.length - 4} more` : ''}. One animal photographed
          twice, or two that travel together.
        </Alert>
      )}
      {differences.length > 0 && (
        <Alert color="gray" title="They differ in what is written of them">
          {differences.map(({ fact, from, into: stays }) => (
            <div key={fact}>
              {fact}: <s>{from}</s> → {stays}
            </div>
          ))}
          What {into.code} says stays.
        </Alert>
      )}
    </>
  );
}

/** Makes one individual of two, after a look at both. */
export function MergeForm({
  first,
  second,
  cards,
  onDone,
}: {
  first: number;
  /** Null: to be chosen. */
  second: number | null;
  cards: readonly IndividualCard[];
  onDone: (into: IndividualCard | null) => void;
}) {
  const [other, setOther] = useState(second);
  const [turned, setTurned] = useState(false);
  // The one that was seen more often keeps its code, unless a person turns it round.
  const seen = (id: number | null) => cards.find((card) => card.id === id)?.boxes ?? 0;
  const keepsFirst = seen(first) >= seen(other) !== turned;
  const [fromId, intoId] = keepsFirst ? [other, first] : [first, other];
  const { data: preview, error } = useQuery({
    queryKey: ['individuals', 'merge-preview', fromId, intoId],
    queryFn: () => api.individuals.previewMerge({ fromId: fromId ?? 0, intoId: intoId ?? 0 }),
    enabled: other !== null,
  });
  const merge = () => {
    if (fromId === null || intoId === null) return;
    asReviewer((reviewerId) => {
      void attempt('They could not be merged', async () => {
        const into = await api.individuals.merge({ fromId, intoId, reviewerId });
        showDone(`${preview?.from.code ?? 'It'} is ${into.code} now. Ctrl Z takes it back.`);
        onDone(into);
      });
    });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        merge();
      }}
    >
      <Stack>
        {second === null && (
          <Select
            label="Merge with"
            placeholder="Code or name"
            searchable
            data-autofocus
            selectFirstOptionOnChange
            limit={60}
            nothingFoundMessage="Nobody of that name"
            data={cards
              .filter(({ id }) => id !== first)
              .map(({ id, code, name }) => ({
                value: `${id}`,
                label: [code, name].filter(Boolean).join(' · '),
              }))}
            value={other === null ? null : `${other}`}
            onChange={(value) => setOther(value === null ? null : Number(value))}
          />
        )}
        {error !== null && <Alert color="red">{wordsOf(error)}</Alert>}
        {other !== null && preview === undefined && error === null && <Loader size="sm" />}
        {preview !== undefined && other !== null && (
          <>
            <div className="merge">
              <Side card={preview.from} fate="becomes another name of" />
              <IconArrowRight size={28} aria-hidden />
              <Side card={preview.into} fate="stays" />
            </div>
            <Against preview={preview} />
            <Text size="sm" c="dimmed">
              Together {counted(preview.boxes, 'photo')}. No decision is changed: it can be taken
              back at any time.
            </Text>
          </>
        )}
        <Group justify="space-between">
          <Button
            variant="default"
            leftSection={<IconArrowsExchange size={16} />}
            disabled={other === null}
            onClick={() => setTurned(!turned)}
          >
            Other way round
          </Button>
          <Group>
            <Button variant="default" onClick={() => onDone(null)}>
              Cancel
            </Button>
            <Button
              type="submit"
              disabled={preview === undefined}
              data-autofocus={second === null ? undefined : true}
            >
              {preview === undefined
                ? 'Merge'
                : `Merge ${preview.from.code} into ${preview.into.code}`}
            </Button>
          </Group>
        </Group>
      </Stack>
    </form>
  );
}
