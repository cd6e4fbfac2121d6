import { boxesById } from '#catalog/queries/boxes-by-id.ts';
import { candidateFacts } from '#catalog/queries/candidate-facts.ts';
import { waitingInEncounter } from '#catalog/queries/identify-queue.ts';
import { addFinding, undoFinding } from '#catalog/identity/review-findings.ts';
import type { Ranking } from '#terms/matching/ranking.ts';
import { dot, unit } from '../matching/animal-sides.ts';
import { chosenNetwork, probabilityBy, sameAnimalAbove } from '../matching/chosen-network.ts';
import { groupFins } from '../matching/group-encounter.ts';
import { rankCandidates } from '../matching/rank-candidates.ts';
import { blindnessOf, refuseBlind } from '../seat.ts';
import { os } from './base.ts';

const unranked = (
  lacks: NonNullable<Ranking['lacks']>,
  why: string,
  model: { id: number; name: string } | null,
): Ranking => ({
  modelId: model?.id ?? null,
  model: model?.name ?? null,
  lacks,
  why,
  candidates: [],
  images: [],
});

const newAnimal = { code: 'NEW', name: null, photos: 0, sightings: 0, lastMs: null };

export const matching = {
  candidates: os.matching.candidates.handler(({ input, context: { app, seat } }): Ranking => {
    const { catalogue, matching: own } = app.open;
    const blindness = blindnessOf(catalogue, seat, input.boxIds);
    const ready = own.ready();
    if (ready === null)
      return unranked('network', 'No network ranks them yet: browse by hand, or train one.', null);
    const { index, network } = ready;
    const { model } = network;
    if (index.boxes === 0)
      return unranked(
        'vectors',
        `${model.name} has not looked at the fins yet: make their vectors.`,
        model,
      );
    const ranked = input.boxIds.filter((boxId) => index.rowOf(boxId) !== undefined);
    if (ranked.length === 0)
      return unranked(
        'vector',
        `${model.name} has not looked at this fin yet: make the vectors that lack.`,
        model,
      );
    const { candidates, photos } = rankCandidates(index, network, ranked, {
      ...input,
      unseen: blindness === null ? null : new Set(blindness.unseen),
    });
    if (!index.owners.some((owner) => owner >= 0))
      return unranked(
        'names',
        `${model.name} knows nobody yet: name the first animals by hand.`,
        model,
      );
    const facts = boxesById(catalogue, [
      ...candidates.flatMap(({ bestBoxId }) => bestBoxId ?? []),
      ...photos.map(({ boxId }) => boxId),
    ]);
    const animals = candidateFacts(
      catalogue,
      index.membersOf([...candidates, ...photos].flatMap(({ individualId }) => individualId ?? [])),
      blindness?.unseen,
    );
    return {
      modelId: model.id,
      model: model.name,
      lacks: null,
      why: null,
      candidates: candidates.flatMap(({ bestBoxId, individualId, ...candidate }) => {
        const animal = individualId === null ? newAnimal : animals.get(individualId);
        const bestBox = (bestBoxId === null ? undefined : facts.get(bestBoxId)) ?? null;
        return animal === undefined ? [] : [{ ...animal, ...candidate, individualId, bestBox }];
      }),
      images: photos.flatMap(({ boxId, ...photo }) => {
        const [box, animal] = [facts.get(boxId), animals.get(photo.individualId)];
        return box === undefined || animal === undefined ? [] : [{ ...animal, ...photo, box }];
      }),
    };
  }),
  groups: os.matching.groups.handler(({ input, context: { app } }) => {
    const { catalogue, matching: own } = app.open;
    const fins = waitingInEncounter(catalogue, input.encounterId);
    const ready = own.ready();
    const alone = fins.map(({ boxId }) => ({ boxIds: [boxId], score: null }));
    if (ready === null) return alone;
    const { index, network } = ready;
    const vectors = index.storedVectors(fins.map(({ boxId }) => boxId));
    const units = fins.map(({ boxId }) => {
      const vector = vectors.get(boxId);
      return vector === undefined ? null : unit(vector);
    });
    const likeness = (a: number, b: number) => {
      const [one, other] = [units[a], units[b]];
      return one && other ? dot(one, other) : -1;
    };
    return groupFins(fins, likeness, sameAnimalAbove(network));
  }),
  duplicates: os.matching.duplicates.handler(async ({ input, context: { app, seat } }) => {
    refuseBlind(seat);
    const { catalogue, matching: own } = app.open;
    const network = chosenNetwork(catalogue);
    const pairs = await own.duplicates(input.limit);
    const facts = boxesById(
      catalogue,
      pairs.flatMap(({ boxA, boxB }) => [boxA, boxB]),
    );
    return pairs.flatMap(({ a, b, score, boxA, boxB }) => {
      const [factsA, factsB] = [facts.get(boxA), facts.get(boxB)];
      if (factsA === undefined || factsB === undefined) return [];
      const said = network && probabilityBy(network, score);
      const probability = said?.probability ?? null;
      return [{ a, b, score, probability, n: said?.n ?? null, boxA: factsA, boxB: factsB }];
    });
  }),
  mixUps: os.matching.mixUps.handler(async ({ input, context: { app, seat } }) => {
    refuseBlind(seat);
    const { catalogue, matching: own } = app.open;
    const odd = await own.mixUps(input.limit);
    const facts = boxesById(
      catalogue,
      odd.flatMap(({ boxId, closerTo }) => [boxId, ...(closerTo ? [closerTo.boxId] : [])]),
    );
    return odd.flatMap(({ boxId, closerTo, ...photo }) => {
      const box = facts.get(boxId);
      if (box === undefined) return [];
      const other = closerTo === null ? undefined : facts.get(closerTo.boxId);
      return [
        {
          ...photo,
          box,
          closerTo:
            closerTo === null || other === undefined
              ? null
              : { individualId: closerTo.individualId, score: closerTo.score, box: other },
        },
      ];
    });
  }),
  keepApart: os.matching.keepApart.handler(({ input, context: { app } }) => {
    const { a, b, reviewerId } = input;
    const findingId = addFinding(
      app.open.catalogue,
      { finding: 'kept-apart', individualId: a, otherId: b, reviewerId },
      Date.now(),
    );
    return { findingId };
  }),
  confirmPhoto: os.matching.confirmPhoto.handler(({ input, context: { app } }) => {
    const findingId = addFinding(app.open.catalogue, { finding: 'belongs', ...input }, Date.now());
    return { findingId };
  }),
  undoFinding: os.matching.undoFinding.handler(({ input, context: { app } }) => {
    const { findingId, reviewerId } = input;
    undoFinding(app.open.catalogue, findingId, reviewerId, Date.now());
    return { findingId };
  }),
  heatMap: os.matching.heatMap.handler(({ input, context: { app } }) =>
    app.open.matching.heatMaps.of(input.boxId, input.otherBoxId),
  ),
};
