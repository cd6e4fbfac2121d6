import './fin-figure.css';
import { Button, Text } from '@mantine/core';
import { IconPhoto } from '@tabler/icons-react';
import type { BoxFacts } from '#terms/boxes/facts.ts';
import type { IndividualBox, IndividualCard } from '#terms/identity/individuals.ts';
import { dateTime } from '../parts/words.ts';
import { PhotoArea } from '../parts/PhotoArea.tsx';

type Side = BoxFacts['side'];

function Best({
  side,
  box,
  isChosen,
  letQuality,
}: {
  side: Side;
  box: BoxFacts | null;
  isChosen: boolean;
  letQuality: () => void;
}) {
  const title = { left: 'Left side', right: 'Right side', unknown: 'Side not said' }[side];
  return (
    <figure className="fin-figure">
      {box === null ? (
        <div className="fin-figure-none">
          <IconPhoto size={30} stroke={1.2} aria-hidden />
          <Text c="dimmed" size="sm">
            no photo of the {side} side yet
          </Text>
        </div>
      ) : (
        <PhotoArea box={box} alt={`${title}: ${box.photoName}`} />
      )}
      <figcaption>
        <strong>{title}</strong>
        {box !== null && (
          <>
            <span className="fin-figure-file" title={box.photoName}>
              {box.photoName} · {dateTime(box.takenMs).slice(0, 10)}
            </span>
            {isChosen ? (
              <Button size="compact-xs" variant="subtle" color="gray" onClick={letQuality}>
                chosen by hand; let quality choose
              </Button>
            ) : (
              <span className="best-how">best quality</span>
            )}
          </>
        )}
      </figcaption>
    </figure>
  );
}

/** The best photo of each side, large. */
export function BestPhotos({
  card,
  boxes,
  letQuality,
}: {
  card: IndividualCard;
  boxes: readonly IndividualBox[];
  letQuality: (side: Side) => void;
}) {
  const { left, right, unknown } = card.best;
  const sides: [Side, BoxFacts | null][] =
    left === null && right === null && unknown !== null
      ? [['unknown', unknown]]
      : [
          ['left', left],
          ['right', right],
        ];
  return (
    <div className="best-photos" data-one={sides.length === 1 || undefined}>
      {sides.map(([side, box]) => (
        <Best
          key={side}
          side={side}
          box={box}
          isChosen={boxes.some((one) => one.isChosenBest && one.boxId === box?.boxId)}
          letQuality={() => letQuality(side)}
        />
      ))}
    </div>
  );
}
