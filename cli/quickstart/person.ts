/** What a person does in the loop, done by one who knows the truth of the demo, and says so. */
import type { BoxChange } from '#terms/boxes/boxes.ts';
import type { RankedCandidate } from '#terms/matching/ranking.ts';
import type { ShownCandidate } from '#terms/identity/decisions.ts';
import type { Quickstart, Step } from './quickstart.ts';
import { TrueFins, finsOf } from './truth.ts';
import type { TruthBox } from '#terms/demo.ts';

export const REVIEWER = 'Truth of the demo';
/** Candidates that a person looks at before calling an animal new. */
const LOOKED_AT = 20;

async function reviewerId({ client }: Quickstart): Promise<number> {
  const known = (await client.settings.reviewers()).find(({ name }) => name === REVIEWER);
  const { id } = known ?? (await client.settings.addReviewer({ name: REVIEWER }));
  await client.settings.set({ reviewerId: id });
  return id;
}

const gradesOf = ({ side, angle, exposure, focus, visible }: TruthBox) => ({
  state: 'accepted' as const,
  side,
  angle,
  exposure,
  focus,
  visible,
});

/** Keeps what is a fin, drops what is none, draws what was missed: one edit a photo. */
export const review: Step = {
  title: 'Check the detections',
  run: async (quickstart) => {
    const { client, folder } = quickstart;
    const truth = await TrueFins.read(folder);
    await reviewerId(quickstart);
    const began = performance.now();
    const finClass = (await client.boxes.classes()).find(({ name }) => name === 'dorsal fin');
    const unchecked = await client.photos.ids({ filter: { checked: false } });
    for (const photoId of unchecked) {
      const { boxes } = await client.boxes.ofPhoto({ photoId });
      const proposed = boxes.filter(({ state }) => state === 'proposed');
      const fins = await truth.finsOn(client, photoId);
      const shown = finsOf(proposed, fins);
      const judged = proposed.map(({ id, updatedAt }, at): BoxChange => {
        const fin = shown[at];
        const fields = fin === null ? { state: 'rejected' as const } : gradesOf(fin);
        return { kind: 'set', boxId: id, version: updatedAt, fields };
      });
      const drawn = fins
        .filter((fin) => !shown.includes(fin))
        .map((fin): BoxChange => {
          const { x, y, w, h } = fin;
          return {
            kind: 'create',
            fields: { classId: finClass?.id ?? 1, x, y, w, h, ...gradesOf(fin) },
          };
        });
      await client.boxes.edit({
        photoId,
        action: 'Check detections',
        checked: true,
        changes: [...judged, ...drawn],
      });
    }
    const { found, falseAlarms, missed } = await detections(quickstart);
    return {
      seconds: unchecked.length === 0 ? null : (performance.now() - began) / 1000,
      reached: `${found} of ${found + missed} fins found, ${missed} drawn by hand, ${falseAlarms} false alarms rejected`,
    };
  },
};

/** How the detector did on the photos that it was let loose on, by the boxes as they were judged. */
export async function detections({ client }: Quickstart) {
  const counts = { found: 0, falseAlarms: 0, missed: 0, photos: 0 };
  for (const photoId of await client.photos.ids({})) {
    const { boxes } = await client.boxes.ofPhoto({ photoId });
    const ofModel = boxes.filter(({ source }) => source === 'model');
    const drawn = boxes.filter(({ source }) => source === 'human');
    if (ofModel.length + drawn.length === 0) continue;
    const accepted = ofModel.filter(({ state }) => state === 'accepted').length;
    counts.photos += 1;
    counts.found += accepted;
    counts.falseAlarms += ofModel.length - accepted;
    counts.missed += drawn.length;
  }
  return counts;
}

const shownAs =
  (codes: ReadonlyMap<number, string>) =>
  ({ individualId, score, probability, n, bestBox }: RankedCandidate): ShownCandidate => ({
    individualId,
    code: individualId === null ? 'NEW' : (codes.get(individualId) ?? `#${individualId}`),
    score,
    probability,
    n,
    bestBoxId: bestBox?.boxId ?? null,
  });

export const confirm: Step = {
  title: 'Match and confirm',
  run: async (quickstart) => {
    const { client, folder } = quickstart;
    const truth = await TrueFins.read(folder);
    const reviewer = await reviewerId(quickstart);
    const codes = new Map(
      (await client.individuals.list()).map(({ id, code }) => [id, code] as const),
    );
    const began = performance.now();
    let decided = 0;
    // One at a time: what is decided counts for the next, as it does for a person.
    for (;;) {
      const [box] = (await client.decisions.queue({ limit: 1 })).rows;
      if (box === undefined) break;
      decided += 1;
      const { boxId, photoId, version } = box;
      const { candidates, modelId } = await client.matching.candidates({
        boxIds: [boxId],
        limit: LOOKED_AT,
      });
      const [fin] = finsOf([{ ...box, confidence: 1 }], await truth.finsOn(client, photoId));
      const given = { boxes: [{ boxId, version }], candidates: candidates.map(shownAs(codes)) };
      const byPerson = { ...given, modelId, reviewerId: reviewer };
      if (fin === null) {
        await client.decisions.decide({ ...byPerson, verdict: 'not-a-fin' });
        continue;
      }
      const known = [...codes].find(([, code]) => code === fin.individual);
      const { individual } = await client.decisions.decide({
        ...byPerson,
        ...(known === undefined
          ? { verdict: 'new', code: fin.individual }
          : { verdict: 'match', individualId: known[0] }),
      });
      if (individual !== null) codes.set(individual.id, individual.code);
    }
    return {
      seconds: decided === 0 ? null : (performance.now() - began) / 1000,
      reached: ranksInWords(await ranks(quickstart)),
    };
  },
};

/** At which rank the right answer stood for the person, from what the decisions say was shown. */
interface Ranks {
  /** Known animals: rank of theirs among the shown, from 1; null if it was not shown. */
  known: (number | null)[];
  /** New animals: rank of NEW. */
  new: (number | null)[];
}

export async function ranks({ client }: Quickstart): Promise<Ranks> {
  const found: Ranks = { known: [], new: [] };
  const reviewers = await client.settings.reviewers();
  const reviewer = reviewers.find(({ name }) => name === REVIEWER);
  if (reviewer === undefined) return found;
  for (let offset = 0; ;) {
    const { rows, total } = await client.decisions.log({
      offset,
      limit: 200,
      filter: { reviewerId: reviewer.id },
    });
    for (const { verdict, individualId, candidates } of rows) {
      if (verdict !== 'match' && verdict !== 'new') continue;
      const wanted = verdict === 'new' ? null : individualId;
      const at = candidates.findIndex((shown) => shown.individualId === wanted);
      found[verdict === 'new' ? 'new' : 'known'].push(at === -1 ? null : at + 1);
    }
    offset += rows.length;
    if (rows.length === 0 || offset >= total) return found;
  }
}

/** Mean over queries of one over the rank, 0 beyond the fifth. */
export const map5 = (at: readonly (number | null)[]): number =>
  at.reduce<number>((sum, rank) => sum + (rank !== null && rank <= 5 ? 1 / rank : 0), 0) /
  Math.max(1, at.length);

const scored = (who: string, at: readonly (number | null)[]): string =>
  at.length === 0 ? `no ${who} animal` : `${who} ${map5(at).toFixed(3)} (n = ${at.length})`;

/** `MAP@5 known 0.912 (n = 80), no new animal`. */
export const map5Words = ({ known, new: fresh }: Ranks): string =>
  `MAP@5 ${scored('known', known)}, ${scored('new', fresh)}`;

function ranksInWords({ known, new: fresh }: Ranks): string {
  const first = known.filter((rank) => rank === 1).length;
  const words = [
    `${known.length + fresh.length} fins decided`,
    `known animal first for ${first} of ${known.length}`,
    map5Words({ known, new: fresh }),
  ];
  return words.join('; ');
}
