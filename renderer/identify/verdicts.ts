import type { Queue, QueuedBox } from '#terms/identity/queue.ts';
import type { ShownCandidate } from '#terms/identity/decisions.ts';
import type { Contradiction } from '#terms/identity/contradictions.ts';
import { verdicts, type Verdict } from '#terms/identity/verdicts.ts';
import { api } from '../client/connection.ts';
import { showDone, showError, showNews } from '../client/error-words.ts';
import { queryClient } from '../client/queries.ts';
import { capital } from '../parts/words.ts';
import type { Candidate } from './candidates.ts';
import { showBox, useIdentify } from './identify-store.ts';
import { useLastStep } from './last-step.ts';
import { chooseHeir, isStartled } from './meanwhile.ts';

/** The box that was judged last, while it may still stand on the screen. */
const judged: { as: string | null } = { as: null };
/** The same fin may come to hand again in another round, or for another person. */
const asJudged = ({ boxId, version }: QueuedBox, reviewerId: number) =>
  `${useIdentify.getState().round} ${reviewerId} ${boxId} ${version}`;

/** Candidates that are stored with a verdict: those that a person could have looked at. */
const MOST_SHOWN = 50;

const shownOf = (candidates: readonly Candidate[]): ShownCandidate[] =>
  candidates.slice(0, MOST_SHOWN).map(({ individualId, code, score, probability, n, best }) => ({
    individualId,
    code,
    score,
    probability,
    n,
    bestBoxId: best?.boxId ?? null,
  }));

/** Takes judged boxes out of the queue that is on the screen, so that the next one stands there at once. */
function dropFromQueue(boxIds: ReadonlySet<number>, verdict: Verdict): void {
  queryClient.setQueriesData<Queue>({ queryKey: ['decisions', 'queue'] }, (queue) => {
    if (queue === undefined || !('rows' in queue)) return queue;
    const rows = queue.rows.filter(({ boxId }) => !boxIds.has(boxId));
    const gone = queue.rows.length - rows.length;
    return { ...queue, rows, waiting: queue.waiting - (verdict === 'unsure' ? 0 : gone) };
  });
  queryClient.setQueryData<{ boxId: number }[]>(['decisions', 'disagreements'], (rows) =>
    rows?.filter(({ boxId }) => !boxIds.has(boxId)),
  );
}

const contradictionWords = ({ kind, photoName, code, otherCode }: Contradiction): string =>
  kind === 'twice'
    ? `${code} is on ${photoName} twice now. Ctrl Z takes the verdict back.`
    : `Two boxes of ${photoName} lie in each other and show ${code} and ${otherCode}: one name is wrong, or one box too many. Ctrl Z takes the verdict back.`;

const isOvertaken = (details: unknown) =>
  typeof details === 'object' && details !== null && 'decisionId' in details;

interface VerdictToStore {
  verdict: Verdict;
  boxes: readonly QueuedBox[];
  candidate: Candidate | null;
  code: string | null;
  candidates: readonly Candidate[];
  modelId: number | null;
  reviewerId: number;
  /** What comes next, once this is stored. */
  next: QueuedBox | null;
}

/** Stores a verdict and goes on; on a refusal it says why, and the page asks for what is there now. */
export async function judge(judgement: VerdictToStore): Promise<void> {
  // A key that comes before the next fin is drawn was meant for the last one.
  const [first] = judgement.boxes;
  if (useLastStep.getState().busy || first === undefined) return;
  const as = asJudged(first, judgement.reviewerId);
  if (judged.as === as) return;
  if (isStartled()) return;
  useLastStep.setState({ busy: true });
  const { verdict, boxes, candidate, candidates, modelId, reviewerId, code, next } = judgement;
  const { round, note } = useIdentify.getState();
  try {
    const { individual, contradictions } = await api.decisions.decide({
      boxes: boxes.map(({ boxId, version }) => ({ boxId, version })),
      verdict,
      individualId: verdict === 'new' ? null : (candidate?.individualId ?? null),
      code,
      round,
      candidates: shownOf(candidates),
      modelId,
      note,
      reviewerId,
    });
    // Its code is taken now; the next new animal gets another.
    if (verdict === 'new')
      await queryClient.invalidateQueries({ queryKey: ['individuals', 'proposed-code'] });
    for (const one of contradictions) showNews(contradictionWords(one));
    dropFromQueue(new Set(boxes.map(({ boxId }) => boxId)), verdict);
    judged.as = as;
    showBox(next?.boxId ?? null);
    const photos = boxes.length > 1 ? ` (${boxes.length} photos)` : '';
    useLastStep.setState(({ count }) => ({
      count: count + 1,
      words: `Stored: ${[capital(verdicts[verdict].title), individual?.code].filter(Boolean).join(' ')}${photos}`,
    }));
  } catch (error) {
    showError('The verdict was not stored', error);
    // Somebody was faster: it is theirs now, and the next one comes.
    if (error instanceof Error && 'data' in error && isOvertaken(error.data)) {
      showBox(next?.boxId ?? null);
    }
    chooseHeir(error);
    await Promise.all([
      queryClient.invalidateQueries({ queryKey: ['decisions'] }),
      queryClient.invalidateQueries({ queryKey: ['individuals'] }),
      queryClient.invalidateQueries({ queryKey: ['matching'] }),
    ]);
  } finally {
    useLastStep.setState({ busy: false });
  }
}

/** Takes back the last verdict, or brings back what was taken back; the fin comes back onto the page. */
export async function step(which: 'undo' | 'redo', reviewerId: number): Promise<void> {
  if (useLastStep.getState().busy) return;
  useLastStep.setState({ busy: true });
  judged.as = null;
  try {
    const { boxIds } = await (which === 'undo'
      ? api.decisions.undo({ reviewerId })
      : api.decisions.redo({ reviewerId }));
    // What is brought back goes from the page by the person's own hand.
    if (which === 'redo' && boxIds.includes(useIdentify.getState().boxId ?? 0)) showBox(null);
    await queryClient.invalidateQueries({ queryKey: ['decisions'] });
    if (which === 'undo') showBox(boxIds[0] ?? null);
    useLastStep.setState({
      words: which === 'undo' ? 'Taken back: the fin is here again' : 'Brought back',
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'not-found') {
      showDone(error.message);
    } else showError('That did not work', error);
  } finally {
    useLastStep.setState({ busy: false });
  }
}
