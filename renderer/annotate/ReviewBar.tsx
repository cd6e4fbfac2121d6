import { Button, Group, Modal, Slider, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../client/connection.ts';
import { asReviewer } from '../reviewer/as-reviewer.ts';
import { attempt, showDone } from '../client/error-words.ts';
import { DialogButtons } from '../parts/DialogButtons.tsx';
import { count, counted } from '../parts/words.ts';
import { goTo } from '../route.ts';
import { useDetectorStanding } from '../training/use-standing.ts';
import { useAnnotate } from './annotate-store.ts';
import { forgetAhead, openList, openReview } from './open-photo.ts';
import { reload } from './saving.ts';

const percent = (share: number) => `${Math.round(share * 100)} %`;

/** What a detector would learn from now, and whether that is worth a training. */
export function TrainingSetLine() {
  const { data } = useDetectorStanding();
  if (data === undefined) return null;
  const { labels, photosWithBoxes, backgroundPhotos, newLabels, version, worth } = data;
  const fresh =
    version === null
      ? 'no detector trained yet'
      : `${count(newLabels)} new since detector v${version}`;
  return (
    <Group gap={10} wrap="nowrap">
      <Text size="sm" c="dimmed" aria-live="polite">
        {counted(labels, 'box', 'boxes')} in {counted(photosWithBoxes, 'photo')},{' '}
        {count(backgroundPhotos)} without animals; {fresh}
      </Text>
      {worth === 'train' && (
        <Button variant="light" size="compact-sm" onClick={() => goTo('detector')}>
          Train now…
        </Button>
      )}
    </Group>
  );
}

function AcceptAbove({ minConfidence, onDone }: { minConfidence: number; onDone: () => void }) {
  const preview = useQuery({
    queryKey: ['boxes', 'above', minConfidence],
    queryFn: () => api.boxes.countAbove({ minConfidence }),
  });
  const { boxes = 0, photos = 0, left = 0 } = preview.data ?? {};
  return (
    <Stack>
      <Text>
        {counted(boxes, 'detection')} on {counted(photos, 'photo')} with a confidence of{' '}
        {percent(minConfidence)} or more will be accepted as they are, unseen.{' '}
        {counted(left, 'detection')} below stay to be checked. One undo takes all of it back.
      </Text>
      <DialogButtons cancel={onDone} careful>
        <Button
          disabled={boxes === 0}
          onClick={() =>
            asReviewer(
              () =>
                void attempt('They could not be accepted', async () => {
                  const told = await api.boxes.acceptAbove({ minConfidence });
                  forgetAhead();
                  const { photoId } = useAnnotate.getState();
                  if (photoId !== null) await reload(photoId);
                  await openReview(useAnnotate.getState().minConfidence);
                  showDone(`${counted(told.boxes, 'detection')} accepted.`);
                  onDone();
                }),
            )
          }
        >
          Accept {count(boxes)}
        </Button>
      </DialogButtons>
    </Stack>
  );
}

/** Above the photo: where one is, and what the detector's proposals ask for. */
export function ReviewBar() {
  const { mode, queue, place, minConfidence } = useAnnotate();
  const [asking, setAsking] = useState(false);
  const [slow] = useDebouncedValue(minConfidence, 200);
  const open = useQuery({
    queryKey: ['boxes', 'above', slow],
    queryFn: () => api.boxes.countAbove({ minConfidence: slow }),
    placeholderData: keepPreviousData,
  });
  const waiting = (open.data?.boxes ?? 0) + (open.data?.left ?? 0);
  if (waiting === 0 && mode !== 'review') return null;
  return (
    <div className="review-bar">
      {mode === 'review' ? (
        <Text fw={600}>
          Detection {count(Math.min(place + 1, queue.length))} of {count(queue.length)}, the
          doubtful ones first
        </Text>
      ) : (
        <Text>{counted(waiting, 'detection')} to check</Text>
      )}
      <Button
        size="compact-sm"
        variant={mode === 'review' ? 'default' : 'filled'}
        onClick={() => void (mode === 'review' ? openList() : openReview(minConfidence))}
      >
        {mode === 'review' ? 'Back to all photos (R)' : 'Review them (R)'}
      </Button>
      <Group gap={8} wrap="nowrap" ml="auto">
        <Text size="sm" id="confidence-label">
          Confidence from {percent(minConfidence)}
        </Text>
        <Slider
          w={160}
          size="sm"
          label={null}
          thumbLabel="Least confidence shown"
          min={0}
          max={0.99}
          step={0.01}
          value={minConfidence}
          onChange={(value) => useAnnotate.setState({ minConfidence: value })}
          onChangeEnd={(value) => {
            if (mode === 'review') void openReview(value);
          }}
        />
        <Button
          size="compact-sm"
          variant="default"
          disabled={(open.data?.boxes ?? 0) === 0}
          onClick={() => setAsking(true)}
        >
          Accept {count(open.data?.boxes ?? 0)} from {percent(minConfidence)}…
        </Button>
      </Group>
      <Modal opened={asking} onClose={() => setAsking(false)} title="Accept without looking">
        <AcceptAbove minConfidence={minConfidence} onDone={() => setAsking(false)} />
      </Modal>
    </div>
  );
}
