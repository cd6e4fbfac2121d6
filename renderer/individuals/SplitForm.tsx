import type { BoxFacts } from '#terms/boxes/facts.ts';
import './merge-split.css';
import { Alert, Button, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { IndividualCard } from '#terms/identity/individuals.ts';
import { api } from '../client/connection.ts';
import { attempt, showDone } from '../client/error-words.ts';
import { BoxThumb } from '../parts/BoxThumb.tsx';
import { DialogButtons } from '../parts/DialogButtons.tsx';
import { counted } from '../parts/words.ts';
import { asReviewer } from '../reviewer/as-reviewer.ts';

/** Most photos that the preview shows of each part. */
const SHOWN = 10;

function Part({ title, boxes }: { title: string; boxes: readonly BoxFacts[] }) {
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {title}: {counted(boxes.length, 'photo')}
      </Text>
      <div className="split-photos">
        {boxes.slice(0, SHOWN).map((box) => (
          <BoxThumb key={box.boxId} box={box} alt={box.photoName} />
        ))}
        {boxes.length > SHOWN && <Text c="dimmed">+{boxes.length - SHOWN}</Text>}
      </div>
    </div>
  );
}

/** Gives chosen photos of an animal to another, a new one or one that is there. */
export function SplitForm({
  card,
  boxes,
  moving,
  suggested,
  cards,
  onDone,
}: {
  card: IndividualCard;
  boxes: readonly BoxFacts[];
  moving: ReadonlySet<number>;
  /** The animal that the photos rather look like. */
  suggested: number | null;
  cards: readonly IndividualCard[];
  onDone: (to: IndividualCard | null) => void;
}) {
  const { data: proposed = '' } = useQuery({
    queryKey: ['individuals', 'proposed-code'],
    queryFn: () => api.decisions.proposedCode(),
  });
  const [to, setTo] = useState<'new' | 'known'>(suggested === null ? 'new' : 'known');
  const [typed, setTyped] = useState<string | null>(null);
  const [known, setKnown] = useState(suggested);
  const code = typed ?? proposed;
  const going = boxes.filter(({ boxId }) => moving.has(boxId));
  const staying = boxes.filter(({ boxId }) => !moving.has(boxId));
  const possible = going.length > 0 && staying.length > 0;
  const ready = possible && (to === 'new' ? code.trim() !== '' : known !== null);
  const split = () => {
    if (!ready) return;
    asReviewer((reviewerId) => {
      void attempt('The photos could not be split off', async () => {
        const made = await api.individuals.split({
          individualId: card.id,
          boxIds: going.map(({ boxId }) => boxId),
          to: to === 'new' || known === null ? { code: code.trim() } : { individualId: known },
          reviewerId,
        });
        showDone(
          `${counted(going.length, 'photo')} of ${card.code} ${going.length === 1 ? 'is' : 'are'} ${made.code} now. Ctrl Z takes it back.`,
        );
        onDone(made);
      });
    });
  };
  const target =
    to === 'new' ? code : (cards.find(({ id }) => id === known)?.code ?? 'another individual');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        split();
      }}
    >
      <Stack>
        {!possible && (
          <Alert color="yellow">
            A split needs photos that go and photos that stay. Choose some with the space bar; to
            give the animal another code, rename it.
          </Alert>
        )}
        <SegmentedControl
          aria-label="To whom"
          value={to}
          onChange={(value) => setTo(value)}
          data={[
            { value: 'new', label: 'A new individual' },
            { value: 'known', label: 'One that is there' },
          ]}
        />
        {to === 'new' ? (
          <TextInput
            label="Its code"
            data-autofocus={suggested === null || undefined}
            value={code}
            onChange={({ currentTarget: { value } }) => setTyped(value)}
          />
        ) : (
          <Select
            label="Whom they show"
            searchable
            selectFirstOptionOnChange
            limit={60}
            data={cards
              .filter(({ id }) => id !== card.id)
              .map((one) => ({
                value: `${one.id}`,
                label: [one.code, one.name].filter(Boolean).join(' · '),
              }))}
            value={known === null ? null : `${known}`}
            onChange={(value) => setKnown(value === null ? null : Number(value))}
          />
        )}
        <Part title={`Become ${target}`} boxes={going} />
        <Part title={`Stay ${card.code}`} boxes={staying} />
        <DialogButtons cancel={() => onDone(null)}>
          <Button
            type="submit"
            disabled={!ready}
            data-autofocus={suggested === null ? undefined : true}
          >
            Split off {counted(going.length, 'photo')}
          </Button>
        </DialogButtons>
      </Stack>
    </form>
  );
}
