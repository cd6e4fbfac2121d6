import './identify.css';
import { Alert, Button, Modal, Select, Text, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { BoxFacts, QueuedBox, Verdict } from '#api/contract/index.ts';
import { pictureUrl } from '../client/bridge.ts';
import { api } from '../client/connection.ts';
import { useEncounters, useOverview } from '../client/queries.ts';
import { DecisionLog } from '../decisions/DecisionLog.tsx';
import { decisionWords } from '../decisions/decision-words.ts';
import { useDialogs } from '../frame/dialogs.ts';
import { keyOf } from '../actions/key-press.ts';
import { KeyHints } from '../parts/KeyHints.tsx';
import { goTo } from '../route.ts';
import {
  prefetchBoxesOf,
  useBoxesOf,
  useCandidates,
  useIndividuals,
  type Candidate,
} from './candidates.ts';
import { CandidateStrip } from './CandidateStrip.tsx';
import { EncounterStrip } from './EncounterStrip.tsx';
import { FinPicture, placingOf } from './FinPicture.tsx';
import { identifyActions, type IdentifyContext } from './identify-actions.ts';
import { chooseCandidate, useIdentify } from './identify-store.ts';
import { NewIndividualForm } from './NewIndividualForm.tsx';
import { Overlay } from './Overlay.tsx';
import { BoxLine, StepTools } from './PaneHead.tsx';
import { pickCross, pickingWords } from './picking.tsx';
import { QueueBar } from './QueueBar.tsx';
import { ReviewPanel } from './ReviewPanel.tsx';
import type { ShownQueue } from './queue.ts';
import { VerdictBar } from './VerdictBar.tsx';
import { judge, step } from './verdicts.ts';

/** The keys that a person needs most, at the bottom of the page; the sheet has them all. */
const hints = [
  ['M P N S C X', 'verdict'],
  ['↑ ↓', 'candidate'],
  ['← →', 'its photos'],
  ['/', 'find'],
  ['B', 'blink'],
  ['V', 'swipe'],
  ['A', 'align'],
  ['F', 'flip'],
  ['L', 'in step'],
  ['+ − 0', 'zoom'],
  ['G', 'more photos'],
  ['T', 'note'],
  ['Space', 'skip'],
  ['Ctrl Z', 'undo'],
] as const;

/** Pictures of the next fin are decoded while this one is looked at. */
function usePicturesAhead(ahead: readonly (BoxFacts | null)[]): void {
  const ids = ahead.flatMap((box) => (box === null ? [] : [box.photoId])).join(',');
  useEffect(() => {
    for (const photoId of ids.split(',').filter((id) => id !== '')) {
      const image = new Image();
      image.src = pictureUrl(Number(photoId), 'view');
      image.decode().catch(() => undefined);
    }
  }, [ids]);
}

function RightHead({
  candidate,
  box,
  photo,
  photos,
  place,
  count,
}: {
  candidate: Candidate;
  box: BoxFacts | null;
  photo: number;
  photos: number;
  place: number;
  count: number;
}) {
  return (
    <header className="pane-head">
      <span className="pane-kind">
        Candidate {place + 1} of {count}
      </span>
      <strong className="pane-code">
        {candidate.individualId === null ? 'New individual' : candidate.code}
        {candidate.name === null ? '' : ` “${candidate.name}”`}
      </strong>
      {box !== null && (
        <span className="pane-count">
          photo {photo + 1}/{Math.max(1, photos)}
        </span>
      )}
      {box !== null && <BoxLine box={box} />}
      <StepTools />
    </header>
  );
}

export function MatchPage({
  queue,
  reviewerId,
  empty,
}: {
  queue: ShownQueue;
  reviewerId: number | null;
  empty: ReactNode;
}) {
  const state = useIdentify();
  const { current, rows, index, apart } = queue;
  const { candidates, isPending } = useCandidates(current, apart);
  const { data: cards = [] } = useIndividuals();
  const { data: overview } = useOverview();
  const { data: encounters = [] } = useEncounters();
  const { data: newCode = '001' } = useQuery({
    queryKey: ['individuals', 'proposed-code'],
    queryFn: () => api.decisions.proposedCode(),
  });
  const [open, setOpen] = useState<'log' | 'review' | 'history' | 'new' | 'find' | 'note' | null>(
    null,
  );
  const [group, setGroup] = useState(false);
  const chosen = Math.min(state.candidate, Math.max(0, candidates.length - 1));
  const candidate = candidates[chosen] ?? null;
  const { data: theirs = [] } = useBoxesOf(candidate?.individualId ?? null);
  // The fin itself is no evidence, and would tell a second reviewer the first one's word.
  const photos = useMemo(
    () =>
      theirs
        .filter(({ boxId }) => boxId !== current?.boxId)
        .toSorted((a, b) => sideFirst(a, current) - sideFirst(b, current)),
    [theirs, current],
  );
  const right: BoxFacts | null = photos[state.photo] ?? candidate?.best ?? null;
  const others = rows.filter(
    (row) => row.boxId !== current?.boxId && row.encounterId === current?.encounterId,
  );
  const ours =
    current === null ? [] : [current, ...others.filter(({ boxId }) => state.also.has(boxId))];
  const left = ours[state.queryPhoto] ?? current;
  const next =
    rows.slice(index + 1).find(({ boxId }) => !state.also.has(boxId)) ?? rows[index - 1] ?? null;
  const following = candidates[chosen + 1] ?? null;
  const followingId = following?.individualId ?? null;
  const subjectId = candidate?.individualId ?? null;
  useEffect(() => {
    if (followingId !== null) void prefetchBoxesOf(followingId);
  }, [followingId]);
  usePicturesAhead([next, photos[state.photo + 1] ?? null, following?.best ?? null]);

  const decide = (verdict: Verdict, code: string | null = null) => {
    if (current === null) return;
    if (reviewerId === null) {
      useDialogs.getState().open('reviewer');
      return;
    }
    const named = verdict === 'match' || verdict === 'probable';
    if (named && subjectId === null) return;
    void judge({
      verdict,
      boxes: ours,
      candidate: named ? candidate : null,
      code: verdict === 'new' ? (code ?? newCode) : null,
      candidates,
      modelId: null,
      reviewerId,
      next,
    });
  };
  const context: IdentifyContext = {
    candidates,
    photos: photos.length,
    queryPhotos: ours.length,
    previous: rows[index - 1]?.boxId ?? null,
    next: rows[index + 1]?.boxId ?? null,
    judge: decide,
    step: (which) => {
      if (reviewerId === null) useDialogs.getState().open('reviewer');
      else void step(which, reviewerId);
    },
    pickCross: () =>
      pickCross((pane, stage) => {
        const box = pane === 'query' ? left : right;
        return box === null ? null : placingOf(box, stage, state.placings[pane]);
      }),
    find: () => setOpen('find'),
    note: () => setOpen('note'),
    encounter: () => setGroup(!group),
    history: () => setOpen('history'),
    renameNew: () => setOpen('new'),
    canHeat: false,
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      const typing =
        target instanceof HTMLElement &&
        target.closest(
          'input:not([type=radio]), textarea, [role=dialog], [role=listbox], [role=slider]',
        ) !== null;
      if (typing || document.querySelector('[role=dialog]') !== null) return;
      const pressed = keyOf(event);
      // Enter and the space bar belong to a button that has the focus.
      const onButton = target instanceof HTMLButtonElement && /^(?:Enter| )$/.test(pressed);
      if (onButton && useIdentify.getState().picking === null) return;
      const action = identifyActions.find(({ keys }) => keys.includes(pressed));
      if (action === undefined || action.when?.(context) === false) return;
      event.preventDefault();
      action.perform(context);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
    // On every render: a key works on what the screen shows.
  });

  const owner = (code: string) => {
    const key = code.trim().toLowerCase();
    const card = cards.find(
      (one) =>
        one.code.toLowerCase() === key || one.aliases.some((other) => other.toLowerCase() === key),
    );
    return card === undefined ? null : card.code;
  };
  const encounter = encounters.find(({ id }) => id === current?.encounterId);
  return (
    <div className="identify">
      <QueueBar queue={queue} openLog={() => setOpen('log')} openReview={() => setOpen('review')} />
      {current === null || left === null ? (
        <div className="identify-empty">{empty}</div>
      ) : (
        <>
          {apart !== undefined && (
            <Alert
              className="identify-apart"
              color="yellow"
              title="Two reviewers disagree: you have the last word"
            >
              {[apart.first, apart.second].map(({ decisionId, reviewer, verdict, code, note }) => (
                <Text key={decisionId} size="sm">
                  <strong>{reviewer ?? 'Somebody'}</strong>: {decisionWords[verdict] ?? verdict}{' '}
                  <strong>{code ?? ''}</strong> {note === '' ? '' : `(${note})`}
                </Text>
              ))}
            </Alert>
          )}
          <div className="identify-panes" data-overlay={state.overlay !== null || undefined}>
            <section className="pane" data-pane="query" aria-label="Query">
              <header className="pane-head">
                <span className="pane-kind">
                  Query{ours.length > 1 ? ` ${state.queryPhoto + 1}/${ours.length}` : ''}
                </span>
                <BoxLine box={left} />
                {current.wasUnsure && <span className="pane-mark">put off before</span>}
              </header>
              {state.overlay !== null && right !== null ? (
                <Overlay query={left} candidate={right} />
              ) : (
                <FinPicture box={left} pane="query" label={`Query: ${left.photoName}`} />
              )}
            </section>
            <section className="pane" data-pane="candidate" aria-label="Candidate">
              {candidate !== null && (
                <RightHead
                  candidate={candidate}
                  box={right}
                  photo={state.photo}
                  photos={photos.length}
                  place={chosen}
                  count={candidates.length}
                />
              )}
              {right === null ? (
                <div className="fin-stage fin-none">
                  {candidate === null || candidate.individualId !== null ? (
                    <Text c="dimmed">
                      {isPending ? 'Looking…' : 'No other photo of this animal'}
                    </Text>
                  ) : (
                    <div className="new-individual">
                      <Text c="dimmed">Nobody of these: a new individual</Text>
                      <div className="loop-number">{newCode}</div>
                      <Text c="dimmed" size="sm">
                        the next code of this catalogue’s scheme
                      </Text>
                      <Button variant="default" size="xs" onClick={() => setOpen('new')}>
                        Another code…
                      </Button>
                    </div>
                  )}
                </div>
              ) : (
                state.overlay === null && (
                  <FinPicture
                    box={right}
                    pane="candidate"
                    label={`Candidate ${candidate?.code ?? ''}: ${right.photoName}`}
                  />
                )
              )}
            </section>
          </div>
          {state.picking !== null && (
            <div className="identify-say" role="status">
              {pickingWords(state.picking)}
            </div>
          )}
          {group ? (
            <EncounterStrip others={others} close={() => setGroup(false)} />
          ) : (
            <>
              <div className="strip-head">
                <span>
                  {overview?.embedder === null
                    ? 'No network ranks them yet: browse by hand, or train one in Models.'
                    : 'Not ranked.'}
                </span>
                {overview?.embedder === null && (
                  <Button size="compact-xs" variant="subtle" onClick={() => goTo('models')}>
                    Models
                  </Button>
                )}
                <span className="strip-encounter">
                  {encounter?.name ?? ''}
                  {state.note === '' ? '' : ` · note: ${state.note}`}
                </span>
              </div>
              <CandidateStrip candidates={candidates} chosen={chosen} newCode={newCode} />
            </>
          )}
          <VerdictBar
            context={context}
            subject={subjectId === null ? null : (candidate?.code ?? null)}
            newCode={newCode}
          />
        </>
      )}
      <KeyHints hints={hints} />
      <Modal
        opened={open === 'log'}
        onClose={() => setOpen(null)}
        title="All decisions"
        size="min(1180px, 94vw)"
      >
        <DecisionLog />
      </Modal>
      <Modal
        opened={open === 'review'}
        onClose={() => setOpen(null)}
        title="Two reviewers"
        size="lg"
      >
        <ReviewPanel />
      </Modal>
      <Modal
        opened={open === 'history'}
        onClose={() => setOpen(null)}
        title="History of this fin"
        size="min(1080px, 94vw)"
      >
        {current !== null &&
          (state.round === 'second' ? (
            <Text>A second reviewer does not see what was said of this fin.</Text>
          ) : (
            <DecisionLog only={{ boxId: current.boxId }} />
          ))}
      </Modal>
      <Modal opened={open === 'new'} onClose={() => setOpen(null)} title="New individual">
        <NewIndividualForm
          proposed={newCode}
          taken={owner}
          onClose={() => setOpen(null)}
          onGive={(code) => {
            setOpen(null);
            decide('new', code);
          }}
        />
      </Modal>
      <Modal opened={open === 'find'} onClose={() => setOpen(null)} title="Find an individual">
        <Select
          label="Code or name"
          searchable
          data-autofocus
          selectFirstOptionOnChange
          nothingFoundMessage="Nobody of that name"
          limit={60}
          data={candidates.flatMap(({ individualId, code, name }, place) =>
            individualId === null
              ? []
              : [{ value: `${place}`, label: [code, name].filter(Boolean).join(' · ') }],
          )}
          value={null}
          onChange={(value) => {
            if (value !== null) chooseCandidate(Number(value));
            setOpen(null);
          }}
        />
      </Modal>
      <Modal opened={open === 'note'} onClose={() => setOpen(null)} title="Note with the verdict">
        <Textarea
          label="Stored with your verdict"
          autosize
          minRows={2}
          data-autofocus
          value={state.note}
          onChange={(event) => useIdentify.setState({ note: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.shiftKey) {
              event.preventDefault();
              setOpen(null);
            }
          }}
        />
      </Modal>
    </div>
  );
}

/** Photos that show the query's side come first. */
const sideFirst = (box: BoxFacts, query: QueuedBox | null) =>
  query === null || query.side === 'unknown' || box.side === query.side
    ? 0
    : box.side === 'unknown'
      ? 1
      : 2;
