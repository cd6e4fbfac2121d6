import './embedders.css';
import { Text } from '@mantine/core';
import type { EmbedderEvaluation } from '#terms/embedder/evaluation.ts';
import type { ReportBox } from '#terms/boxes/detections.ts';
import { PhotoArea } from '../parts/PhotoArea.tsx';
import { MistakeList } from '../reports/MistakeList.tsx';
import { PlaceButton } from '../reports/PlaceButton.tsx';

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
    <PlaceButton box={box} boxId={box.boxId}>
      <PhotoArea box={box} alt={`${alt} on ${box.photoName}`} />
      <span className="gallery-facts">
        <span>{says}</span>
      </span>
    </PlaceButton>
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
  return (
    <MistakeList
      title={title}
      empty="Every fin had its own name first."
      mistakes={mistakes}
      keyOf={({ query }) => query.boxId}
      look="mistakes"
      atOnce={atOnce}
    >
      {(mistake) => {
        const { query, truth, truthBox, answer, answerBox, score } = mistake;
        const said = note?.(mistake) ?? null;
        return (
          <>
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
          </>
        );
      }}
    </MistakeList>
  );
}
