import './panes.css';
import { Button, Text } from '@mantine/core';
import type { BoxFacts } from '#terms/boxes/facts.ts';
import { CodeText } from '../parts/CodeText.tsx';
import { FinPicture } from './FinPicture.tsx';
import { HeatLayer } from './HeatLayer.tsx';
import { useIdentify } from './identify-store.ts';
import { Overlay } from './Overlay.tsx';
import { BoxLine, StepTools } from './PaneHead.tsx';
import type { ShownMatch } from './use-match.ts';

function QueryPane({ match, left }: { match: ShownMatch; left: BoxFacts }) {
  const overlay = useIdentify((state) => state.overlay);
  const queryPhoto = useIdentify((state) => state.queryPhoto);
  const { current, ours, right } = match;
  return (
    <section className="pane" data-pane="query" data-box={left.boxId} aria-label="Query">
      <header className="pane-head">
        <span className="pane-kind">
          Query{ours.length > 1 ? ` ${queryPhoto + 1}/${ours.length}` : ''}
        </span>
        <BoxLine box={left} />
        {current?.wasUnsure === true && <span className="pane-mark">put off before</span>}
      </header>
      {overlay !== null && right !== null ? (
        <Overlay query={left} candidate={right} />
      ) : (
        <FinPicture
          box={left}
          pane="query"
          label={`Query: ${left.photoName}`}
          heat={<HeatLayer query={left} other={right} of="query" />}
        />
      )}
    </section>
  );
}

function CandidateHead({ match }: { match: ShownMatch }) {
  const photo = useIdentify((state) => state.photo);
  const { candidate, chosen, candidates, photos, right } = match;
  if (candidate === null) return null;
  return (
    <header className="pane-head">
      <span className="pane-kind">
        <span className="pane-word">Candidate </span>
        {chosen + 1} of {candidates.length}
      </span>
      <strong className="pane-code" title={candidate.name ?? undefined}>
        {candidate.individualId === null ? 'New individual' : <CodeText code={candidate.code} />}
        {candidate.name === null ? '' : ` “${candidate.name}”`}
      </strong>
      {right !== null && (
        <span className="pane-count">
          <span className="pane-word">photo </span>
          {photo + 1}/{Math.max(1, photos.length)}
        </span>
      )}
      {right !== null && <BoxLine box={right} />}
      <StepTools />
    </header>
  );
}

function NoPicture({
  match: { candidate, isPending },
  newCode,
  rename,
}: {
  match: ShownMatch;
  newCode: string | null;
  rename: () => void;
}) {
  if (candidate === null || candidate.individualId !== null) {
    return (
      <div className="fin-stage fin-none">
        <Text c="dimmed">{isPending ? 'Looking…' : 'No other photo of this animal'}</Text>
      </div>
    );
  }
  return (
    <div className="fin-stage fin-none">
      <div className="new-individual">
        <Text c="dimmed">Nobody of these: a new individual</Text>
        {newCode === null ? (
          <Text c="dimmed" size="sm">
            It gets its code when the two verdicts are settled.
          </Text>
        ) : (
          <>
            <div className="big-number">{newCode}</div>
            <Text c="dimmed" size="sm">
              the next code of this catalogue’s scheme
            </Text>
            <Button variant="default" size="xs" onClick={rename}>
              Another code…
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

/** The query left, the candidate right; or both on one stage. */
export function MatchPanes({
  match,
  left,
  newCode,
  rename,
}: {
  match: ShownMatch;
  left: BoxFacts;
  newCode: string | null;
  rename: () => void;
}) {
  const overlay = useIdentify((state) => state.overlay);
  const { candidate, right } = match;
  return (
    <div className="identify-panes" data-overlay={overlay !== null || undefined}>
      <QueryPane match={match} left={left} />
      <section className="pane" data-pane="candidate" aria-label="Candidate">
        <CandidateHead match={match} />
        {right === null ? (
          <NoPicture match={match} newCode={newCode} rename={rename} />
        ) : (
          overlay === null && (
            <FinPicture
              box={right}
              pane="candidate"
              label={`Candidate ${candidate?.code ?? ''}: ${right.photoName}`}
              heat={<HeatLayer query={left} other={right} of="other" />}
            />
          )
        )}
      </section>
    </div>
  );
}
