import type { BoxFacts } from '#terms/boxes/facts.ts';
import './identify.css';
import { useEffect, useState, type ReactNode } from 'react';
import { verdicts, type Verdict } from '#terms/identity/verdicts.ts';
import { pictureUrl } from '../client/bridge.ts';
import { api } from '../client/connection.ts';
import { attempt, showDone } from '../client/error-words.ts';
import { KeyHints } from '../parts/KeyHints.tsx';
import { asReviewer } from '../reviewer/as-reviewer.ts';
import { useReviewerId } from '../client/seat.ts';
import { Advice } from './Advice.tsx';
import { CandidateStrip } from './CandidateStrip.tsx';
import { claimsOf, isOwnDispute } from './claims.ts';
import { Dispute } from './Dispute.tsx';
import { EncounterStrip } from './EncounterStrip.tsx';
import { placingOf } from './FinPicture.tsx';
import { HeatWords } from './HeatLayer.tsx';
import { verdictActions, type IdentifyContext } from './identify-actions.ts';
import { alsoTake, useIdentify } from './identify-store.ts';
import { MatchDialogs, type MatchDialog } from './MatchDialogs.tsx';
import { MatchPanes } from './MatchPanes.tsx';
import { pickCross, pickingWords } from './picking.tsx';
import type { ShownQueue } from './queue.ts';
import { QueueBar } from './QueueBar.tsx';
import { StripHead } from './StripHead.tsx';
import { useIdentifyKeys } from './use-identify-keys.ts';
import { useMatch } from './use-match.ts';
import { useNewCode } from './use-new-code.ts';
import { VerdictBar } from './VerdictBar.tsx';
import { judge, step } from './verdicts.ts';

/** The keys that a person needs most, at the bottom of the page; the sheet has them all. */
const hints = [
  [verdictActions.map(({ shown }) => shown).join(' '), 'verdict'],
  ['↑ ↓', 'candidate'],
  ['← →', 'its photos'],
  ['/', 'find'],
  ['H', 'heat map'],
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

/** Fins of the encounter that look like this one, by the network in use. */
async function takeAlike(boxId: number, encounterId: number | null): Promise<void> {
  if (encounterId === null) return;
  await attempt('The fins could not be compared', async () => {
    const groups = await api.matching.groups({ encounterId });
    const alike = groups.find(({ boxIds }) => boxIds.includes(boxId))?.boxIds ?? [];
    alsoTake(alike, boxId);
    if (alike.length < 2)
      showDone('To the network no other fin that waits here looks like this one.');
  });
}

export function MatchPage({ queue, empty }: { queue: ShownQueue; empty: ReactNode }) {
  const placings = useIdentify((state) => state.placings);
  const picking = useIdentify((state) => state.picking);
  const photo = useIdentify((state) => state.photo);
  const match = useMatch(queue);
  const { rows, index, apart } = queue;
  const { current, ours, left, others, next, candidates, candidate, chosen, ranking } = match;
  const newCode = useNewCode(apart);
  const reviewerId = useReviewerId();
  const [open, setOpen] = useState<MatchDialog | null>(null);
  /** A verdict that waits for its reason. */
  const [unsaid, setUnsaid] = useState<{ verdict: Verdict; code: string | null } | null>(null);
  const [group, setGroup] = useState(false);
  const subjectId = candidate?.individualId ?? null;
  usePicturesAhead([next, match.photos[photo + 1] ?? null, match.following?.best ?? null]);

  const decide = (verdict: Verdict, code: string | null = null) => {
    if (current === null) return;
    const { names } = verdicts[verdict];
    const named = names === 'known';
    if (named && subjectId === null) return;
    asReviewer((judgeId) => {
      if (isOwnDispute(apart, judgeId) && useIdentify.getState().note.trim() === '') {
        setUnsaid({ verdict, code });
        setOpen('why');
        return;
      }
      void judge({
        verdict,
        boxes: ours,
        candidate: named ? candidate : null,
        code: names === 'new' ? (code ?? newCode ?? null) : null,
        candidates,
        modelId: ranking?.lacks === null ? ranking.modelId : null,
        reviewerId: judgeId,
        next,
      });
    });
  };
  const context: IdentifyContext = {
    candidates,
    chosen,
    photos: match.photos.length,
    queryPhotos: ours.length,
    previous: rows[index - 1]?.boxId ?? null,
    // After the last one come those that were skipped.
    next: (rows[index + 1] ?? rows[0])?.boxId ?? null,
    judge: decide,
    step: (which) => asReviewer((stepId) => void step(which, stepId)),
    pickCross: () =>
      pickCross((pane, stage) => {
        const box = pane === 'query' ? left : match.right;
        return box === null ? null : placingOf(box, stage, placings[pane]);
      }),
    find: () => setOpen('find'),
    note: () => setOpen('note'),
    encounter: () => setGroup(!group),
    takeAlike: () => {
      if (current === null) return;
      setGroup(true);
      void takeAlike(current.boxId, current.encounterId);
    },
    history: () => setOpen('history'),
    renameNew: () => {
      if (newCode !== null) setOpen('new');
    },
    isRanked: ranking?.lacks === null,
    canHeat: ranking?.lacks === null,
  };
  useIdentifyKeys(context);
  return (
    <div className="identify">
      <QueueBar
        queue={queue}
        isRanked={current === null || !match.isRanking}
        openLog={() => setOpen('log')}
        openReview={() => setOpen('review')}
      />
      <Advice />
      {current === null || left === null ? (
        <div className="identify-empty">{empty}</div>
      ) : (
        <>
          {apart !== undefined && <Dispute apart={apart} isOwn={isOwnDispute(apart, reviewerId)} />}
          <MatchPanes match={match} left={left} newCode={newCode} rename={() => setOpen('new')} />
          {picking !== null && (
            <div className="identify-say" role="status">
              {pickingWords(picking)}
            </div>
          )}
          <HeatWords query={left} other={match.right} />
          {group ? (
            <EncounterStrip
              others={others}
              takeAlike={context.isRanked ? context.takeAlike : null}
              close={() => setGroup(false)}
            />
          ) : (
            <>
              <StripHead
                ranking={ranking}
                side={current.side}
                ranked={
                  candidates.filter(({ score, key }) => score !== null && key !== 'new').length
                }
                encounter={current.encounterName ?? ''}
              />
              <CandidateStrip
                candidates={candidates}
                chosen={chosen}
                newCode={newCode}
                claims={claimsOf(apart)}
                isPending={match.isPending}
              />
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
      <MatchDialogs
        open={open}
        close={() => setOpen(null)}
        boxId={current?.boxId ?? null}
        candidates={candidates}
        newCode={newCode}
        giveCode={(code) => decide('new', code)}
        giveWhy={() => {
          setOpen(null);
          if (unsaid !== null) decide(unsaid.verdict, unsaid.code);
        }}
      />
    </div>
  );
}
