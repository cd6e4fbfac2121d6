import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { decisionLog, decisionLogCsv } from '#catalog/queries/decision-log.ts';
import { decide } from '#catalog/identity/decide.ts';
import { redoDecision } from '#catalog/identity/redo-decision.ts';
import { undoDecision } from '#catalog/identity/undo-decision.ts';
import { writeFileAtomically } from '#catalog/formats/atomic-file.ts';
import { freeName } from '#catalog/formats/free-name.ts';
import { classesInUse } from '#catalog/queries/meant-for.ts';
import {
  identifyQueue,
  queuedBox,
  queueEncounters,
  secondReviewQueue,
} from '#catalog/queries/identify-queue.ts';
import { proposedCode } from '#catalog/queries/individual-codes.ts';
import { disagreements, reviewAgreement } from '#catalog/queries/second-review.ts';
import { isByNetwork } from '#terms/identity/queue.ts';
import { AppError } from '../errors.ts';
import { queueByDoubt } from '../matching/queue-by-doubt.ts';
import { blindnessOf, refuseBlind } from '../seat.ts';
import { os } from './base.ts';
import { absoluteFolder } from './catalogue.ts';

export const decisions = {
  queue: os.decisions.queue.handler(({ input, context: { app } }) => {
    const { round, order, limit, reviewerId } = input;
    const { catalogue } = app.open;
    if (round === 'second') {
      // The order of a blind review says nothing of the first verdict, and so nothing of its scores.
      const blind = isByNetwork(order) ? 'encounter' : order;
      return {
        ...secondReviewQueue(catalogue, reviewerId ?? 0, input.filter, blind, limit),
        placed: null,
      };
    }
    const classes = input.filter.classId === undefined ? classesInUse(catalogue) : {};
    const filter = { ...input.filter, ...classes };
    if (isByNetwork(order)) return queueByDoubt(app.open, filter, order, limit);
    return { ...identifyQueue(catalogue, filter, order, limit), placed: null };
  }),
  box: os.decisions.box.handler(({ input, context: { app, seat } }) => {
    const round = seat?.isBlind === true ? 'second' : input.round;
    const box = queuedBox(app.open.catalogue, input.boxId, round);
    if (box === undefined) {
      throw new AppError('not-found', `Box ${input.boxId} is not there any more.`, {
        boxId: input.boxId,
      });
    }
    return box;
  }),
  encounters: os.decisions.encounters.handler(({ context: { app } }) =>
    queueEncounters(app.open.catalogue, classesInUse(app.open.catalogue)),
  ),
  proposedCode: os.decisions.proposedCode.handler(({ context: { app, seat } }) => {
    // Whether the next code moved on tells whether the first reviewer called a fin new.
    refuseBlind(seat);
    return proposedCode(app.open.catalogue);
  }),
  decide: os.decisions.decide.handler(({ input, context: { app } }) =>
    decide(app.open.catalogue, input, Date.now()),
  ),
  undo: os.decisions.undo.handler(({ input: { decisionId, reviewerId }, context: { app } }) =>
    undoDecision(app.open.catalogue, decisionId, reviewerId, Date.now()),
  ),
  redo: os.decisions.redo.handler(({ input, context: { app } }) =>
    redoDecision(app.open.catalogue, input.reviewerId, Date.now()),
  ),
  log: os.decisions.log.handler(({ input: { filter, offset, limit }, context: { app, seat } }) =>
    decisionLog(
      app.open.catalogue,
      filter,
      offset,
      limit,
      blindnessOf(app.open.catalogue, seat)?.sealedFor ?? null,
    ),
  ),
  exportLog: os.decisions.exportLog.handler(async ({ input, context: { app, seat } }) => {
    refuseBlind(seat);
    const { catalogue } = app.open;
    const day = new Date().toISOString().slice(0, 10);
    const name = catalogue.name.replace(/[^\p{L}\p{N} ._-]+/gu, '-');
    const stem = join(absoluteFolder(input.folder), `${name} decisions ${day}`);
    const path = freeName(stem, '.csv', existsSync);
    let rows = -1;
    const counted = function* () {
      for (const line of decisionLogCsv(catalogue, input.filter)) {
        rows += 1;
        yield line;
      }
    };
    await writeFileAtomically(path, counted());
    return { path, rows };
  }),
  agreement: os.decisions.agreement.handler(({ context: { app } }) =>
    reviewAgreement(app.open.catalogue),
  ),
  disagreements: os.decisions.disagreements.handler(({ input, context: { app } }) =>
    disagreements(app.open.catalogue, input.limit),
  ),
};
