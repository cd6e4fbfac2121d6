import { Button, Menu, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../client/connection.ts';
import { counted } from '../../parts/words.ts';
import { undoLastChange } from './change-photos.ts';
import { EditFacts } from './EditFacts.tsx';
import { PlaceByTrack } from './PlaceByTrack.tsx';
import { ShiftClock } from './ShiftClock.tsx';

const dialogs = {
  edit: {
    item: 'Date, place, photographer…',
    title: 'Date, place and photographer of',
    Body: EditFacts,
  },
  shift: {
    item: 'Shift the camera’s clock…',
    title: 'Shift the camera’s clock of',
    Body: ShiftClock,
  },
  track: {
    item: 'Places from a GPS track…',
    title: 'Places from a GPS track for',
    Body: PlaceByTrack,
  },
} as const;

type Dialog = keyof typeof dialogs;
const names = Object.keys(dialogs) as Dialog[];

/** What can be said of when, where and by whom the selected photos were taken. */
export function FactsMenu({ photoIds }: { photoIds: number[] }) {
  const [open, setOpen] = useState<Dialog | null>(null);
  const last = useQuery({
    queryKey: ['photos', 'last-edit'],
    queryFn: () => api.photos.lastEdit(),
  });
  const dialog = open === null ? null : dialogs[open];
  return (
    <>
      <Menu width={280}>
        <Menu.Target>
          <Button variant="default">Dates and places</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {names.map((name) => (
            <Menu.Item key={name} onClick={() => setOpen(name)}>
              {dialogs[name].item}
            </Menu.Item>
          ))}
          {last.data !== null && last.data !== undefined && (
            <>
              <Menu.Divider />
              <Menu.Item onClick={undoLastChange}>
                Undo {last.data.action} of {counted(last.data.photos, 'photo')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <Modal
        opened={dialog !== null}
        onClose={() => setOpen(null)}
        title={dialog === null ? '' : `${dialog.title} ${counted(photoIds.length, 'photo')}`}
        size={open === 'shift' ? 760 : 'lg'}
      >
        {dialog !== null && <dialog.Body photoIds={photoIds} onClose={() => setOpen(null)} />}
      </Modal>
    </>
  );
}
