import { Modal, Select, Text, Textarea } from '@mantine/core';
import { DecisionLog } from '../decisions/DecisionLog.tsx';
import { useIndividuals, type Candidate } from './candidates.ts';
import { chooseCandidate, useIdentify } from './identify-store.ts';
import { NewIndividualForm } from './NewIndividualForm.tsx';
import { ReviewPanel } from './ReviewPanel.tsx';
import { WhyForm } from './WhyForm.tsx';

export type MatchDialog = 'log' | 'review' | 'history' | 'new' | 'find' | 'note' | 'why';

function FindForm({
  candidates,
  onDone,
}: {
  candidates: readonly Candidate[];
  onDone: () => void;
}) {
  const seen = new Set<number>();
  return (
    <Select
      label="Code or name"
      searchable
      data-autofocus
      selectFirstOptionOnChange
      nothingFoundMessage="Nobody of that name"
      limit={60}
      data={candidates.flatMap(({ key, individualId, code, name }) => {
        if (individualId === null || seen.has(individualId)) return [];
        seen.add(individualId);
        return [{ value: key, label: [code, name].filter(Boolean).join(' · ') }];
      })}
      value={null}
      onChange={(value) => {
        if (value !== null) chooseCandidate(value);
        onDone();
      }}
    />
  );
}

/** What opens over the match page; one at a time. */
export function MatchDialogs({
  open,
  close,
  boxId,
  candidates,
  newCode,
  giveCode,
  giveWhy,
}: {
  open: MatchDialog | null;
  close: () => void;
  boxId: number | null;
  candidates: readonly Candidate[];
  newCode: string | null;
  giveCode: (code: string) => void;
  /** The verdict has its reason. */
  giveWhy: () => void;
}) {
  const round = useIdentify((state) => state.round);
  const note = useIdentify((state) => state.note);
  const { data: cards = [] } = useIndividuals(open === 'new');
  const owner = (code: string) => {
    const key = code.trim().toLowerCase();
    const card = cards.find(
      (one) =>
        one.code.toLowerCase() === key || one.aliases.some((other) => other.toLowerCase() === key),
    );
    return card === undefined ? null : card.code;
  };
  return (
    <>
      <Modal opened={open === 'log'} onClose={close} title="All decisions" size="min(1180px, 94vw)">
        <DecisionLog />
      </Modal>
      <Modal opened={open === 'review'} onClose={close} title="Two reviewers" size="lg">
        <ReviewPanel />
      </Modal>
      <Modal
        opened={open === 'history'}
        onClose={close}
        title="History of this fin"
        size="min(1080px, 94vw)"
      >
        {boxId !== null &&
          (round === 'second' ? (
            <Text>A second reviewer does not see what was said of this fin.</Text>
          ) : (
            <DecisionLog only={{ boxId }} />
          ))}
      </Modal>
      <Modal opened={open === 'new'} onClose={close} title="New individual">
        <NewIndividualForm
          proposed={newCode ?? ''}
          taken={owner}
          onClose={close}
          onGive={(code) => {
            close();
            giveCode(code);
          }}
        />
      </Modal>
      <Modal opened={open === 'why'} onClose={close} title="Settle a dispute of your own">
        <WhyForm onClose={close} onGive={giveWhy} />
      </Modal>
      <Modal opened={open === 'find'} onClose={close} title="Find an individual">
        <FindForm candidates={candidates} onDone={close} />
      </Modal>
      <Modal opened={open === 'note'} onClose={close} title="Note with the verdict">
        <Textarea
          label="Stored with your verdict"
          autosize
          minRows={2}
          data-autofocus
          value={note}
          onChange={(event) => useIdentify.setState({ note: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.shiftKey) {
              event.preventDefault();
              close();
            }
          }}
        />
      </Modal>
    </>
  );
}
