import { Alert, Button, Checkbox, Group, NumberInput, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TrackReport } from '#terms/photos/edits.ts';
import { lastName } from '#terms/words.ts';
import { api } from '../../client/connection.ts';
import { attempt, wordsOf } from '../../client/error-words.ts';
import { pickFile } from '../../dialogs/pick.ts';
import { DialogButtons } from '../../parts/DialogButtons.tsx';
import { counted, dateTime } from '../../parts/words.ts';
import { asReviewer } from '../../reviewer/as-reviewer.ts';
import { tellEdit } from './change-photos.ts';

/** Whole and half hours from UTC, and the quarters that are in use. */
const zones = [...Array.from({ length: 53 }, (_, at) => (at - 24) * 30), 345, 525, 765].sort(
  (a, b) => a - b,
);

function zoneWords(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `UTC${minutes < 0 ? '−' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** Photos that stay as they are, and why. */
const leftOf = ({ hadPosition, outside, undated, withoutZone }: TrackReport): string[] =>
  [
    [hadPosition, 'with a position already'],
    [outside, 'at a time without a point near'],
    [undated, 'without a date'],
    [withoutZone, 'of an unknown zone: say the zone of the clock'],
  ].flatMap(([photos, why]) =>
    Number(photos) > 0 ? [`${counted(Number(photos), 'photo')} ${why}`] : [],
  );

/** Gives the selected photos the positions of a GPS track. */
export function PlaceByTrack({ photoIds, onClose }: { photoIds: number[]; onClose: () => void }) {
  const [path, setPath] = useState<string | null>(null);
  const [zone, setZone] = useState<string | null>(null);
  const [aheadS, setAheadS] = useState(0);
  const [replace, setReplace] = useState(false);
  const options = { zoneMinutes: zone === null ? null : Number(zone), aheadS, replace };
  const preview = useQuery({
    queryKey: ['photos', 'track', path, options, photoIds],
    queryFn: () => api.photos.placeByTrack({ photoIds, path: path ?? '', options, dryRun: true }),
    enabled: path !== null,
  });
  const report = preview.data;
  const place = () =>
    asReviewer(() => {
      void attempt('The photos could not be placed', async () => {
        tellEdit(await api.photos.placeByTrack({ photoIds, path: path ?? '', options }));
        onClose();
      });
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if ((report?.placed ?? 0) > 0) place();
      }}
    >
      <Stack>
        <Group>
          <Button
            variant="default"
            data-autofocus
            onClick={() =>
              void pickFile('Track of the GPS receiver', ['gpx']).then((file) => {
                if (file !== null) setPath(file);
              })
            }
          >
            {path === null ? 'Choose a GPX file…' : 'Another file…'}
          </Button>
          {path !== null && <Text fw={600}>{lastName(path)}</Text>}
        </Group>
        <Group align="flex-start" grow>
          <Select
            label="Zone of the camera’s clock"
            description="Of photos that do not say it themselves"
            placeholder="Not known"
            searchable
            clearable
            value={zone}
            data={zones.map((minutes) => ({ value: String(minutes), label: zoneWords(minutes) }))}
            onChange={setZone}
          />
          <NumberInput
            label="Camera ahead of the receiver, seconds"
            description="Negative where it was behind"
            allowDecimal={false}
            min={-86_400}
            max={86_400}
            value={aheadS}
            onChange={(value) => setAheadS(Number(value) || 0)}
          />
        </Group>
        <Checkbox
          label="Also photos that have a position"
          checked={replace}
          onChange={(event) => setReplace(event.currentTarget.checked)}
        />
        {preview.error !== null && (
          <Alert color="yellow" title="This track cannot be used">
            {wordsOf(preview.error)}
          </Alert>
        )}
        {report !== undefined && (
          <div aria-live="polite">
            <Text c="dimmed">
              {counted(report.points, 'point')}, {dateTime(report.from)} to {dateTime(report.to)}{' '}
              UTC
            </Text>
            <Text fw={600}>{counted(report.placed, 'photo')} would be placed</Text>
            {leftOf(report).map((line) => (
              <Text key={line}>{line}</Text>
            ))}
          </div>
        )}
        <DialogButtons cancel={onClose}>
          <Button type="submit" disabled={(report?.placed ?? 0) === 0}>
            Place {counted(report?.placed ?? 0, 'photo')}
          </Button>
        </DialogButtons>
      </Stack>
    </form>
  );
}
