import './individual-page.css';
import { Button, Center, Modal, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { IndividualBox, IndividualCard } from '#terms/identity/individuals.ts';
import { api } from '../client/connection.ts';
import { attempt } from '../client/error-words.ts';
import { useReviewers } from '../client/queries.ts';
import { useBoxesOf, useIndividuals } from '../identify/candidates.ts';
import { FailedState } from '../parts/FailedState.tsx';
import { KeyHints } from '../parts/KeyHints.tsx';
import { LoadingState } from '../parts/LoadingState.tsx';
import { counted } from '../parts/words.ts';
import { asReviewer } from '../reviewer/as-reviewer.ts';
import { BestPhotos } from './BestPhotos.tsx';
import { byEncounter } from './by-encounter.ts';
import { FactsForm } from './FactsForm.tsx';
import { History } from './History.tsx';
import { IndividualBar, type PageDialog } from './IndividualBar.tsx';
import { openIndividual, useIndividualsView } from './individuals-store.ts';
import { pageKeys } from './keys.ts';
import { speciesOf } from './listed.ts';
import { MergeForm } from './MergeForm.tsx';
import { SightingPhotos } from './SightingPhotos.tsx';
import { SplitForm } from './SplitForm.tsx';
import { Timeline } from './Timeline.tsx';
import { takeBackLast } from './undo-edit.ts';
import { useKeys } from './use-keys.ts';

/** Puts the keyboard into a field of the form. */
function focusField(id: string): void {
  const field = document.querySelector<HTMLInputElement>(`#${id}`);
  field?.focus();
  field?.select();
}

function scrollToSighting(key: string): void {
  document.querySelector(`#sighting-${key}`)?.scrollIntoView({ block: 'start' });
}

export function IndividualPage({
  individualId,
  among,
}: {
  individualId: number;
  /** The list from which it was opened, for going on. */
  among: readonly IndividualCard[];
}) {
  const one = useQuery({
    queryKey: ['individuals', 'one', individualId],
    queryFn: () => api.individuals.get({ individualId }),
  });
  const { data: boxes = [] } = useBoxesOf(individualId);
  if (one.isError)
    return (
      <>
        <FailedState error={one.error} retry={() => void one.refetch()} />
        <Center>
          <Button variant="default" onClick={() => openIndividual(null)}>
            All individuals
          </Button>
        </Center>
      </>
    );
  if (one.data === undefined) return <LoadingState h="60%" />;
  return <Page key={one.data.id} card={one.data} boxes={boxes} among={among} />;
}

function Page({
  card,
  boxes,
  among,
}: {
  card: IndividualCard;
  boxes: readonly IndividualBox[];
  among: readonly IndividualCard[];
}) {
  const { data: cards = [] } = useIndividuals();
  const { data: reviewers = [] } = useReviewers();
  const selected = useIndividualsView((state) => state.selected);
  const photoId = useIndividualsView((state) => state.photoId);
  const [dialog, setDialog] = useState<PageDialog | null>(null);
  const place = among.findIndex(({ id }) => id === card.id);
  const sightings = byEncounter(boxes);
  const own = sightings.flatMap((sighting) => sighting.boxes);
  const photo = own.find(({ boxId }) => boxId === photoId);
  const chosen = new Set(own.filter(({ boxId }) => selected.has(boxId)).map((box) => box.boxId));

  const chooseBest = (side: IndividualBox['side'], boxId: number | null) =>
    asReviewer((reviewerId) => {
      void attempt('The best photo could not be stored', () =>
        api.individuals.chooseBest({ individualId: card.id, side, boxId, reviewerId }),
      );
    });
  const step = (by: number) => {
    const next = among[place + by];
    if (next !== undefined) openIndividual(next.id);
  };
  const walk = (by: number) => {
    const at = photo === undefined ? -1 : own.indexOf(photo);
    const next = own[Math.min(own.length - 1, Math.max(0, at + by))];
    if (next !== undefined) useIndividualsView.setState({ photoId: next.boxId });
  };
  const makeBest = () => {
    if (photo !== undefined) chooseBest(photo.side, photo.isChosenBest ? null : photo.boxId);
  };
  useKeys({
    Escape: () =>
      chosen.size > 0 ? useIndividualsView.setState({ selected: new Set() }) : openIndividual(null),
    '[': () => step(-1),
    ']': () => step(1),
    ArrowRight: () => walk(1),
    ArrowLeft: () => walk(-1),
    b: makeBest,
    m: () => setDialog('merge'),
    s: () => setDialog('split'),
    y: () => setDialog('history'),
    r: () => focusField('individual-code'),
    e: () => focusField('individual-name'),
    'ctrl+z': () =>
      asReviewer((reviewerId) => {
        const reviewer = reviewers.find(({ id }) => id === reviewerId)?.name;
        if (reviewer !== undefined) void takeBackLast(reviewer, reviewerId);
      }),
  });
  return (
    <div className="individual">
      <IndividualBar
        card={card}
        chosen={chosen.size}
        canSplit={own.length > 1}
        canBest={photo !== undefined}
        before={among[place - 1] !== undefined}
        after={place !== -1 && among[place + 1] !== undefined}
        open={setDialog}
        makeBest={makeBest}
        step={step}
      />
      <div className="individual-main">
        <BestPhotos card={card} boxes={boxes} letQuality={(side) => chooseBest(side, null)} />
        <Timeline sightings={sightings} onChoose={scrollToSighting} />
        {own.length === 0 ? (
          <Text c="dimmed" p="md">
            No photo shows this animal yet. Photos that are matched to it in Identify come here.
          </Text>
        ) : (
          <SightingPhotos sightings={sightings} />
        )}
      </div>
      <aside className="individual-side">
        <FactsForm
          key={JSON.stringify([
            card.id,
            card.code,
            card.name,
            card.species,
            card.notes,
            card.sex,
            card.lifeStage,
            card.vitalStatus,
            card.aliases,
          ])}
          card={card}
          allSpecies={speciesOf(cards)}
        />
        {card.places.length > 0 && (
          <section>
            <h3>Places</h3>
            <ul className="place-list">
              {card.places.map((where) => (
                <li key={where}>{where}</li>
              ))}
            </ul>
          </section>
        )}
        <Text size="sm" c="dimmed" mt="md">
          {counted(card.boxes, 'photo')} in {counted(card.sightings, 'sighting')}
        </Text>
      </aside>
      <KeyHints hints={pageKeys} className="individual-hints" />
      <Modal
        opened={dialog === 'merge'}
        onClose={() => setDialog(null)}
        title={`Merge ${card.code} with another`}
        size="lg"
      >
        <MergeForm
          first={card.id}
          second={null}
          cards={cards}
          onDone={(into) => {
            setDialog(null);
            if (into !== null) openIndividual(into.id);
          }}
        />
      </Modal>
      <Modal
        opened={dialog === 'split'}
        onClose={() => setDialog(null)}
        title={`Photos of ${card.code} that show another animal`}
        size="lg"
      >
        <SplitForm
          card={card}
          boxes={own}
          moving={chosen}
          suggested={null}
          cards={cards}
          onDone={() => {
            setDialog(null);
            useIndividualsView.setState({ selected: new Set() });
          }}
        />
      </Modal>
      <Modal
        opened={dialog === 'history'}
        onClose={() => setDialog(null)}
        title={`History of ${card.code}`}
        size="min(1080px, 94vw)"
      >
        <History individualId={card.id} />
      </Modal>
    </div>
  );
}
