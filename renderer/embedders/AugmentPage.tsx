import './embedders.css';
import { Box, NumberInput, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { embedderOptions } from '#terms/embedder/options.ts';
import { previewCrops } from '#terms/embedder/recipe.ts';
import { sidesTreatment } from '#terms/embedder/sides.ts';
import { api } from '../client/connection.ts';
import { FailedState } from '../parts/FailedState.tsx';
import { LoadingState } from '../parts/LoadingState.tsx';
import { ChoiceField } from '../training/fields.tsx';
import { useEmbedder } from './embedder-store.ts';

const wordsOf = (at: number, isOther: boolean) =>
  at === 0 ? 'As it was cut' : `Changed, ${at}${isOther ? ': mirrored, another animal' : ''}`;

/** What a training would make of the catalogue's own fins: each row the crop first, then its changes. */
export function AugmentPage() {
  const { recipe, setRecipe } = useEmbedder();
  const [crops, setCrops] = useState(6);
  const asked = { ...recipe, crops };
  const rows = useQuery({
    queryKey: ['boxes', 'augmentations', asked],
    queryFn: () => api.embedder.augmentations(asked),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="versions-page">
      <header>
        <Title order={1}>Augmentation</Title>
        <Text c="dimmed">
          While it learns, the network sees each fin turned, lit and cut a little otherwise every
          time. What must not change is what tells animals apart: if a mark is gone here, it cannot
          be learned.
        </Text>
      </header>
      <div className="option-row">
        <NumberInput
          label="Fins"
          w={90}
          min={previewCrops.least}
          max={previewCrops.most}
          value={crops}
          onChange={(value) => setCrops(typeof value === 'number' ? Math.max(1, value) : 6)}
        />
        <Box w={220}>
          <ChoiceField
            option={embedderOptions.sides}
            value={recipe.sides}
            decided={undefined}
            change={(sides) => setRecipe({ sides: sidesTreatment.safeParse(sides).data })}
          />
        </Box>
        <NumberInput
          label="Seed"
          w={110}
          min={0}
          value={recipe.seed ?? 0}
          onChange={(value) => setRecipe({ seed: typeof value === 'number' ? value : undefined })}
        />
      </div>
      {rows.isError && <FailedState error={rows.error} retry={() => void rows.refetch()} />}
      {rows.isPending && <LoadingState h={200} label="Drawing the pictures" />}
      {rows.data?.length === 0 && (
        <Text c="dimmed">There are no fins to show yet. Draw boxes in Annotate first.</Text>
      )}
      <div className="augmented" aria-busy={rows.isFetching}>
        {rows.data?.map(({ boxId, pictures }) => (
          <div
            key={boxId}
            className="augmented-row"
            role="group"
            aria-label={`Fin of box ${boxId}`}
          >
            {pictures.map(({ url, isOther }, at) => (
              <img
                // oxlint-disable-next-line react/no-array-index-key -- a picture is its place in the row
                key={at}
                src={url}
                alt={wordsOf(at, isOther)}
                title={wordsOf(at, isOther)}
                data-plain={at === 0}
              />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
