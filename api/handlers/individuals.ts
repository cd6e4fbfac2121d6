import { chooseBest } from '#catalog/identity/best-photo.ts';
import { individualEdits } from '#catalog/queries/individual-edits.ts';
import { editIndividual } from '#catalog/identity/edit-individual.ts';
import { mergeIndividuals } from '#catalog/identity/merge-individuals.ts';
import { previewMerge } from '#catalog/queries/preview-merge.ts';
import { splitIndividual } from '#catalog/identity/split-individual.ts';
import { undoEdit } from '#catalog/identity/undo-individual-edit.ts';
import { boxesOfIndividual, getIndividual, listIndividuals } from '#catalog/queries/individuals.ts';
import type { Seat } from '#terms/identity/seat.ts';
import type { App } from '../app.ts';
import { blindnessOf, refuseBlind } from '../seat.ts';
import { os } from './base.ts';

/** Boxes that are left out of animals for who asks. */
const unseenBy = (app: App, seat: Seat | undefined): readonly number[] =>
  blindnessOf(app.open.catalogue, seat)?.unseen ?? [];

export const individuals = {
  list: os.individuals.list.handler(({ context: { app, seat } }) =>
    listIndividuals(app.open.catalogue, unseenBy(app, seat)),
  ),
  get: os.individuals.get.handler(({ input, context: { app, seat } }) =>
    getIndividual(app.open.catalogue, input.individualId, unseenBy(app, seat)),
  ),
  boxes: os.individuals.boxes.handler(({ input, context: { app, seat } }) =>
    boxesOfIndividual(app.open.catalogue, input.individualId, unseenBy(app, seat)),
  ),
  edit: os.individuals.edit.handler(({ input, context: { app } }) => {
    const { individualId, reviewerId, ...change } = input;
    return editIndividual(app.open.catalogue, individualId, change, reviewerId, Date.now());
  }),
  chooseBest: os.individuals.chooseBest.handler(({ input, context: { app } }) => {
    const { individualId, side, boxId, reviewerId } = input;
    return chooseBest(app.open.catalogue, individualId, side, boxId, reviewerId, Date.now());
  }),
  previewMerge: os.individuals.previewMerge.handler(({ input, context: { app, seat } }) => {
    refuseBlind(seat);
    return previewMerge(app.open.catalogue, input.fromId, input.intoId);
  }),
  merge: os.individuals.merge.handler(({ input, context: { app } }) => {
    const { fromId, intoId, reviewerId } = input;
    return mergeIndividuals(app.open.catalogue, fromId, intoId, reviewerId, Date.now());
  }),
  split: os.individuals.split.handler(({ input, context: { app } }) => {
    const { individualId, boxIds, to, reviewerId } = input;
    return splitIndividual(app.open.catalogue, individualId, boxIds, to, reviewerId, Date.now());
  }),
  edits: os.individuals.edits.handler(({ input, context: { app, seat } }) => {
    const unseen = new Set<unknown>(unseenBy(app, seat));
    // What was split off says who it shows.
    return individualEdits(app.open.catalogue, input.individualId, input.limit).filter(
      ({ after }) => !(Array.isArray(after.boxIds) && after.boxIds.some((id) => unseen.has(id))),
    );
  }),
  undoEdit: os.individuals.undoEdit.handler(({ input, context: { app } }) =>
    undoEdit(app.open.catalogue, input.editId, input.reviewerId, Date.now()),
  ),
};
