import './annotate.css';
import { Alert, Button, Modal, SegmentedControl, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconBox, IconFileImport, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { keyOf, readable } from '../actions/key-press.ts';
import { api } from '../client/connection.ts';
import { attempt } from '../client/error-words.ts';
import { EmptyState } from '../parts/EmptyState.tsx';
import { KeyHints } from '../parts/KeyHints.tsx';
import { LoadingState } from '../parts/LoadingState.tsx';
import { count } from '../parts/words.ts';
import { importFolder } from '../photos/import.ts';
import { usePhotoTotal } from '../photos/photo-pages.ts';
import { usePhotoStore } from '../photos/photo-store.ts';
import { actionOfKey, annotateActions } from './actions.ts';
import { useAnnotate } from './annotate-store.ts';
import { AnnotateCanvas } from './AnnotateCanvas.tsx';
import { chooseClass } from './attribute-actions.ts';
import { Filmstrip } from './Filmstrip.tsx';
import { ImportBoxes } from './ImportBoxes.tsx';
import { arrived, openList } from './open-photo.ts';
import { ReviewBar, TrainingSetLine } from './ReviewBar.tsx';
import { isSaving, reload, useSaving } from './saving.ts';
import { SidePanel } from './SidePanel.tsx';

const hints = [
  ['drag / 2 clicks', 'draw'],
  ...annotateActions.flatMap(({ keys, hint }) =>
    hint === undefined ? [] : [[readable(keys[0] ?? ''), hint] as const],
  ),
  ['wheel', 'zoom'],
  ['right drag', 'pan'],
] as const;

let pressed: Promise<unknown> = Promise.resolve();

/** Keys work wherever the focus is, except in a field that takes them itself. */
function useKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (document.querySelector('[role="dialog"]') !== null || event.altKey) return;
      const target = event.target as HTMLElement;
      const typing = /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
      // A button that was clicked keeps the focus; only one that was reached by Tab takes keys.
      const isReached = target.matches('button, [role="slider"], [role="option"]:focus-visible');
      const key = keyOf(event);
      if (typing && !key.startsWith('ctrl+')) return;
      if (isReached && target.matches(':focus-visible') && /^(?: |Enter|Arrow.*)$/.test(key))
        return;
      if (!annotateActions.some(({ keys }) => keys.includes(key))) return;
      event.preventDefault();
      event.stopPropagation();
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
      // Keys are done in their order, each when the photo that the one before asked for is there.
      pressed = pressed.then(arrived).then(() => actionOfKey(key)?.perform());
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}

/** Another window, a job or another person may change the boxes of the photo at hand. */
function useOthersEdits(): void {
  const photoId = useAnnotate((state) => state.photoId);
  const { data } = useQuery({
    queryKey: ['boxes', 'of', photoId],
    queryFn: () => api.boxes.ofPhoto({ photoId: photoId ?? 0 }),
    enabled: photoId !== null,
  });
  useEffect(() => {
    // Asked anew: the answer may be older than an edit of ours that was stored meanwhile.
    if (data !== undefined && !isSaving()) void reload(data.photoId).catch(() => {});
  }, [data]);
}

function SavingState() {
  const { waiting, problem } = useSaving();
  if (problem !== null)
    return (
      <Alert color="red" py={6} radius={0} role="alert">
        {count(waiting)} {waiting === 1 ? 'change is' : 'changes are'} not stored yet: {problem} It
        is tried again every two seconds; leave this window open.
      </Alert>
    );
  return (
    <span className="visually-hidden" role="status">
      {waiting > 0 ? 'Saving' : 'Saved'}
    </span>
  );
}

function NewClass({ onDone }: { onDone: () => void }) {
  const [name, setName] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void attempt('The class could not be made', async () => {
          const added = await api.boxes.addClass({ name });
          chooseClass(added.id);
          onDone();
        });
      }}
    >
      <TextInput
        label="What the boxes of this class hold"
        placeholder="eye patch"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <Button type="submit" mt="md" disabled={name.trim() === ''}>
        Make class
      </Button>
    </form>
  );
}

export default function AnnotateView() {
  const { filter, sort } = usePhotoStore();
  const first = usePhotoTotal(filter, sort);
  const classes = useQuery({ queryKey: ['boxes', 'classes'], queryFn: () => api.boxes.classes() });
  const photo = useAnnotate((state) => state.photo);
  const sticky = useAnnotate((state) => state.sticky);
  const [dialog, setDialog] = useState<'import' | 'class' | null>(null);
  const isWide = useMediaQuery('(min-width: 1500px)');
  const total = first.data?.total;
  useKeys();
  useOthersEdits();
  useEffect(() => {
    const { askedOver } = useAnnotate.getState();
    if (askedOver?.filter === filter && askedOver.sort === sort) return;
    if (total !== undefined && total > 0)
      void attempt('The photos could not be listed', () => openList({ filter, sort }));
  }, [filter, sort, total]);
  if (total === 0)
    return (
      <EmptyState
        icon={IconBox}
        title={Object.keys(filter).length > 0 ? 'No photo fits the filters' : 'No photos yet'}
        action={
          Object.keys(filter).length > 0 ? (
            <Button onClick={() => usePhotoStore.getState().clearFilter()}>Clear filters</Button>
          ) : (
            <Button onClick={() => void importFolder()}>Import photos</Button>
          )
        }
      >
        Boxes are drawn here, round each dorsal fin. A few dozen photos are enough to train the
        detector, which then finds the fins on all the others.
      </EmptyState>
    );
  if (classes.data === undefined || photo === null) return <LoadingState h="100%" />;
  return (
    <div className="annotate">
      <h1 className="visually-hidden">Annotate</h1>
      <div className="annotate-bar">
        <SegmentedControl
          size="xs"
          aria-label="Class of the next boxes"
          value={`${sticky.classId}`}
          onChange={(value) => chooseClass(Number(value))}
          data={classes.data
            .slice(0, isWide ? 9 : 5)
            .map(({ id, name }, at) => ({ value: `${id}`, label: `${at + 1} ${name}` }))}
        />
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconPlus size={14} />}
          onClick={() => setDialog('class')}
        >
          Class
        </Button>
        <span className="annotate-name">{photo.name}</span>
        <TrainingSetLine />
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconFileImport size={15} />}
          onClick={() => setDialog('import')}
        >
          Import boxes
        </Button>
      </div>
      <div className="annotate-notices">
        <SavingState />
        <ReviewBar />
      </div>
      <AnnotateCanvas classes={classes.data} />
      <SidePanel classes={classes.data} />
      <Filmstrip />
      <KeyHints className="annotate-hints" hints={hints} />
      <Modal
        opened={dialog === 'import'}
        onClose={() => setDialog(null)}
        title="Import boxes"
        size="lg"
      >
        <ImportBoxes onDone={() => setDialog(null)} />
      </Modal>
      <Modal opened={dialog === 'class'} onClose={() => setDialog(null)} title="New class">
        <NewClass onDone={() => setDialog(null)} />
      </Modal>
    </div>
  );
}
