import '../reports/reports.css';
import './embedders.css';
import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { EmbedderEvaluation, ReportBox } from '#api/contract/index.ts';
import { showPlace } from '../annotate/open-photo.ts';
import { attempt } from '../client/error-words.ts';
import { count } from '../parts/words.ts';
import { PhotoArea } from '../parts/PhotoArea.tsx';

type Mistake = EmbedderEvaluation['mistakes'][number];

function Fin({
  box,
  says,
  alt,
}: {
  box: ReportBox & { boxId: number };
  says: string;
  alt: string;
}) {
  return (
    <button
      type="button"
      className="gallery-item"
      title={`${box.photoName}: open in Annotate`}
      onClick={() =>
        void attempt('The photo could not be opened', () => showPlace(box.photoId, box, box.boxId))
      }
    >
      <PhotoArea box={box} alt={`${alt} on ${box.photoName}`} />
      <span className="gallery-facts">
        <span>{says}</span>
      </span>
    </button>
  );
}

/** Where the right answer stood, in words. */
function rankWords({ truth, truthBox, rank }: Mistake): string {
  // Nobody of that name is among those that it was compared with.
  if (truthBox === null)
    return `It is a new animal${truth === null ? '' : ` (${truth}, kept out of the training)`}.`;
  return rank === null ? 'Its own name is not in the list.' : `Its own name stood at ${rank}.`;
}

/** The worst mistakes: the fin, another of the same animal, and the one that the network put first. */
export function Mistakes({
  mistakes,
  title = 'Worst mistakes',
  note,
  atOnce = 8,
}: {
  mistakes: readonly Mistake[];
  title?: string;
  /** Said of a single mistake, such as which other version makes it too. */
  note?: (mistake: Mistake) => string | null;
  atOnce?: number;
}) {
  const [all, setAll] = useState(false);
  const shown = all ? mistakes : mistakes.slice(0, atOnce);
  return (
    <section aria-label={title}>
      <Text component="h3" fw={600} mb="xs">
        {title} ({count(mistakes.length)})
      </Text>
      {mistakes.length === 0 && <Text c="dimmed">Every fin had its own name first.</Text>}
      <ul className="mistakes">
        {shown.map((mistake) => {
          const { query, truth, truthBox, answer, answerBox, score } = mistake;
          const said = note?.(mistake) ?? null;
          return (
            <li key={query.boxId}>
              <div className="mistake">
                <Fin box={query} says="asked" alt="The fin asked about" />
                {truthBox === null ? (
                  <div className="photo-area no-truth">new animal</div>
                ) : (
                  <Fin
                    box={truthBox}
                    says={`is ${truth ?? ''}`}
                    alt={`Another fin of ${truth ?? ''}`}
                  />
                )}
                <Fin
                  box={answerBox}
                  says={`taken for ${answer}`}
                  alt={`The fin of ${answer} that it was taken for`}
                />
              </div>
              <Text size="xs" c="dimmed">
                {rankWords(mistake)} Cosine {score.toFixed(3)}.{said === null ? '' : ` ${said}.`}
              </Text>
            </li>
          );
        })}
      </ul>
      {mistakes.length > atOnce && (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${count(mistakes.length)}`}
        </Button>
      )}
    </section>
  );
}
