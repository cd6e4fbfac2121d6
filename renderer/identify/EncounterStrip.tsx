import './strip.css';
import { Button, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { QueuedBox } from '#terms/identity/queue.ts';
import { BoxThumb } from '../parts/BoxThumb.tsx';
import { counted } from '../parts/words.ts';
import { toggleAlso, useIdentify } from './identify-store.ts';

/**
 * The other fins of the encounter that wait: those that show the same animal are compared together and
 * share the verdict.
 */
export function EncounterStrip({
  others,
  takeAlike,
  close,
}: {
  others: readonly QueuedBox[];
  /** Chooses those that the network takes for the query's animal; null where nothing is ranked. */
  takeAlike: (() => void) | null;
  close: () => void;
}) {
  const also = useIdentify((state) => state.also);
  return (
    <section className="encounter-strip" aria-label="More photos of this animal">
      <div className="encounter-strip-head">
        <Text fw={600}>Which of these show the same animal as the query?</Text>
        <Text c="dimmed" size="sm">
          {also.size === 0
            ? 'Chosen photos are compared with it and share its verdict.'
            : `${counted(also.size, 'photo')} more share its verdict.`}
        </Text>
        {takeAlike !== null && (
          <Button size="compact-sm" variant="default" ml="auto" onClick={takeAlike}>
            Those that look like it (Shift G)
          </Button>
        )}
        <Button
          size="compact-sm"
          variant="default"
          ml={takeAlike === null ? 'auto' : undefined}
          onClick={close}
        >
          Done (G)
        </Button>
      </div>
      <div className="encounter-strip-row">
        {others.length === 0 && (
          <Text c="dimmed" p="sm">
            No other fin of this encounter waits for a verdict.
          </Text>
        )}
        {others.map((box) => (
          <button
            key={box.boxId}
            type="button"
            className="card-button candidate"
            aria-pressed={also.has(box.boxId)}
            aria-label={`${box.photoName}, ${box.side}`}
            onClick={() => toggleAlso(box.boxId)}
          >
            <BoxThumb box={box} />
            <span className="candidate-head">
              <span className="candidate-file">{box.photoName}</span>
              {also.has(box.boxId) && <IconCheck size={15} aria-hidden />}
            </span>
            <span className="candidate-facts">{box.side}</span>
          </button>
        ))}
      </div>
    </section>
  );
}
