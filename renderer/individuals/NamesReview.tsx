import './names-review.css';
import { Button, Group, Text } from '@mantine/core';
import { IconChecks } from '@tabler/icons-react';
import { useState } from 'react';
import type { IndividualCard } from '#terms/identity/individuals.ts';
import type { NameToPlace } from '#terms/identity/waiting-names.ts';
import { pictureUrl } from '../client/bridge.ts';
import { useOverview } from '../client/queries.ts';
import { useBoxesOf } from '../identify/candidates.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { FailedState } from '../parts/FailedState.tsx';
import { KeyHints } from '../parts/KeyHints.tsx';
import { LoadingState } from '../parts/LoadingState.tsx';
import { PhotoArea } from '../parts/PhotoArea.tsx';
import { PhotoThumb } from '../parts/PhotoThumb.tsx';
import { counted } from '../parts/words.ts';
import { namesKeys } from './keys.ts';
import { useNamesToPlace, usePlacing } from './names-to-place.ts';
import { useKeys } from './use-keys.ts';

/** Boxes that have a key; a photo with more is placed by the mouse. */
const MOST_KEYS = 9;

function NothingAsked() {
  const { data: overview } = useOverview();
  const { namesUnboxed = 0, namesToCheck = 0 } = overview ?? {};
  const rest = [
    namesUnboxed > 0 ? `${counted(namesUnboxed, 'photo')} named and not yet boxed` : '',
    namesToCheck > 0 ? `${counted(namesToCheck, 'photo')} whose boxes are not all checked` : '',
  ].filter((part) => part !== '');
  return (
    <EmptyState icon={IconChecks} title="Nothing to ask">
      {rest.length === 0
        ? 'Every name is with its animal.'
        : `Still to come: ${rest.join(', ')}. A name goes to the one animal of its photo by itself; where there are several, you are asked here.`}
    </EmptyState>
  );
}

/** One box of the photo, with the key that says it is the animal. */
function Choice({
  box,
  nth,
  code,
  choose,
}: {
  box: NameToPlace['boxes'][number];
  nth: number;
  code: string;
  choose: () => void;
}) {
  const facts = [
    box.shows === null ? '' : `shows ${box.shows}`,
    box.score === null ? '' : `cosine ${box.score.toFixed(2)}`,
    box.side === 'unknown' ? '' : box.side,
  ].filter((part) => part !== '');
  return (
    <button
      type="button"
      className="card-button name-choice"
      aria-label={`Box ${nth + 1} is ${code}${facts.length === 0 ? '' : `; ${facts.join(', ')}`}`}
      onClick={choose}
    >
      <PhotoArea box={box} alt="" />
      <span className="name-choice-words">
        <b>{nth + 1}</b>
        <span>{box.className}</span>
        <Text component="span" c="dimmed" size="sm">
          {facts.join(' · ')}
        </Text>
      </span>
    </button>
  );
}

/** The whole photo, with the numbers of its boxes where they are. */
function WholePhoto({ name }: { name: NameToPlace }) {
  return (
    <span className="name-photo">
      <img src={pictureUrl(name.photoId, 'view')} alt={name.photoName} draggable={false} />
      {name.boxes.map(({ boxId, x, y, w, h }, nth) => (
        <span
          key={boxId}
          style={{
            left: `${100 * x}%`,
            top: `${100 * y}%`,
            width: `${100 * w}%`,
            height: `${100 * h}%`,
          }}
        >
          <b>{nth + 1}</b>
        </span>
      ))}
    </span>
  );
}

/** The animal as it is known from other photos, to compare with. */
function KnownPhotos({ name }: { name: NameToPlace }) {
  const { data: boxes = [] } = useBoxesOf(name.individualId);
  const others = boxes.filter(({ photoId }) => photoId !== name.photoId).slice(0, 2);
  return (
    <>
      <Text fw={600}>{name.code}, from other photos</Text>
      {others.length === 0 && (
        <Text c="dimmed" size="sm">
          There is no other photo of {name.code} yet.
        </Text>
      )}
      {others.map((box) => (
        <PhotoArea key={box.boxId} box={box} alt={`${name.code}: ${box.photoName}`} />
      ))}
    </>
  );
}

/** Names of photos with several animals: which of the boxes is it? */
export function NamesReview({ cards }: { cards: readonly IndividualCard[] }) {
  const { data, isPending, error, refetch } = useNamesToPlace();
  const [place, setPlace] = useState(0);
  const { give, refuse, undo } = usePlacing();
  const list = data?.rows ?? [];
  const chosen = Math.min(place, Math.max(0, list.length - 1));
  const name = list[chosen];
  const byKey = (nth: number) => {
    const box = name?.boxes[nth];
    return box === undefined || name === undefined ? undefined : () => give(name, box);
  };
  const none = () => {
    if (name !== undefined) refuse(name);
  };
  useKeys({
    ArrowDown: () => setPlace(Math.min(list.length - 1, chosen + 1)),
    ArrowUp: () => setPlace(Math.max(0, chosen - 1)),
    ...Object.fromEntries(
      Array.from({ length: MOST_KEYS }, (_, nth) => [String(nth + 1), byKey(nth)]),
    ),
    n: none,
    'ctrl+z': undo,
  });
  if (error !== null) return <FailedState error={error} retry={() => void refetch()} />;
  if (isPending) return <LoadingState h="60%" />;
  if (name === undefined)
    return (
      <>
        <NothingAsked />
        <KeyHints hints={namesKeys} />
      </>
    );
  const known = cards.find(({ id }) => id === name.individualId);
  return (
    <>
      <div className="review">
        <ol className="review-list" aria-label="Names that wait for a box">
          {list.map(({ nameId, photoId, code, photoName }, at) => (
            <li key={nameId}>
              <button
                type="button"
                className="row-button review-row"
                aria-current={at === chosen || undefined}
                onClick={() => setPlace(at)}
              >
                <PhotoThumb photoId={photoId} />
                <span>
                  {code}
                  <small>{photoName}</small>
                </span>
              </button>
            </li>
          ))}
        </ol>
        <div className="review-main">
          <p className="review-why">
            <strong>Which of these is {name.code}?</strong>{' '}
            {known?.name === null || known === undefined ? '' : `${known.name}. `}
            {name.photoName} is named by {name.source === '' ? 'an import' : name.source}; it shows{' '}
            {counted(name.boxes.length, 'animal')}
            {name.boxes.some(({ score }) => score !== null) ? ', the likeliest first' : ''}.{' '}
            {chosen + 1} of {data?.total ?? list.length}.
          </p>
          <div className="name-page">
            <div className="name-known">
              <WholePhoto name={name} />
              <KnownPhotos name={name} />
            </div>
            <div className="name-choices" role="group" aria-label={`Boxes of ${name.photoName}`}>
              {name.boxes.map((box, nth) => (
                <Choice
                  key={box.boxId}
                  box={box}
                  nth={nth}
                  code={name.code}
                  choose={() => give(name, box)}
                />
              ))}
            </div>
          </div>
          <Group className="review-acts">
            <Button variant="default" onClick={none}>
              None of these (N)
            </Button>
            <Button
              variant="subtle"
              color="gray"
              onClick={() => setPlace(Math.min(list.length - 1, chosen + 1))}
            >
              Later (↓)
            </Button>
          </Group>
        </div>
      </div>
      <KeyHints hints={namesKeys} />
    </>
  );
}
