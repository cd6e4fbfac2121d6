import { Accordion, Button, Slider, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { BoxClass } from '#terms/boxes/boxes.ts';
import { api } from '../client/connection.ts';
import { dateTime } from '../parts/words.ts';
import { plainLight, useAnnotate, type Light } from './annotate-store.ts';
import { BoxList } from './BoxList.tsx';

const lights: readonly (readonly [keyof Light, string, number, number])[] = [
  ['brightness', 'Brightness', 0.4, 2.5],
  ['contrast', 'Contrast', 0.4, 2.5],
  ['gamma', 'Gamma', 0.4, 3],
];

function LightSliders() {
  const light = useAnnotate((state) => state.light);
  return (
    <Stack gap={6}>
      <Text size="xs" c="dimmed">
        Lights up dark fins on this screen. The photo is not changed.
      </Text>
      {lights.map(([name, words, least, most]) => (
        <div key={name}>
          <Text size="xs">
            {words} {light[name].toFixed(2)}
          </Text>
          <Slider
            size="sm"
            thumbLabel={words}
            label={null}
            min={least}
            max={most}
            step={0.05}
            value={light[name]}
            onChange={(value) => useAnnotate.setState({ light: { ...light, [name]: value } })}
          />
        </div>
      ))}
      <Button
        variant="default"
        size="compact-sm"
        onClick={() => useAnnotate.setState({ light: plainLight })}
      >
        As it was taken (B)
      </Button>
    </Stack>
  );
}

function PhotoFacts({ photoId }: { photoId: number }) {
  const { data } = useQuery({
    queryKey: ['photos', 'detail', photoId],
    queryFn: () => api.photos.get({ photoId }),
  });
  if (data === undefined) return null;
  const facts = [
    ['File', data.name],
    ['Taken', data.takenMs === null ? 'unknown' : dateTime(data.takenMs, data.dayOnly)],
    ['Encounter', data.encounterName ?? 'none'],
    ['Species', data.species ?? '–'],
    ['Camera', data.camera ?? '–'],
    ['Size', `${data.width} × ${data.height} px`],
  ] as const;
  return (
    <dl className="photo-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Who is on the photo by name, while nobody has said where. */
function NamedAs({ photoId }: { photoId: number }) {
  const { data } = useQuery({
    queryKey: ['photos', 'detail', photoId],
    queryFn: () => api.photos.get({ photoId }),
  });
  if (data === undefined || data.named.length === 0) return null;
  return (
    <Text size="xs" px="sm" pt="sm" role="note">
      Named <b>{data.named.join(', ')}</b>.{' '}
      {data.named.length === 1
        ? 'Its box takes the name once the photo is checked.'
        : 'Which box is whose is asked once the photo is checked.'}
    </Text>
  );
}

export function SidePanel({ classes }: { classes: readonly BoxClass[] }) {
  const photoId = useAnnotate((state) => state.photoId);
  return (
    <aside className="annotate-side" aria-label="Boxes">
      {photoId !== null && <NamedAs photoId={photoId} />}
      <div className="annotate-side-scroll">
        <BoxList classes={classes} />
      </div>
      <Accordion multiple variant="filled" chevronSize={14} order={3}>
        <Accordion.Item value="light">
          <Accordion.Control>Light</Accordion.Control>
          <Accordion.Panel>
            <LightSliders />
          </Accordion.Panel>
        </Accordion.Item>
        <Accordion.Item value="photo">
          <Accordion.Control>Photo</Accordion.Control>
          <Accordion.Panel>{photoId !== null && <PhotoFacts photoId={photoId} />}</Accordion.Panel>
        </Accordion.Item>
      </Accordion>
    </aside>
  );
}
