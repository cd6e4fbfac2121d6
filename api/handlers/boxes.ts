import { acceptAbove } from '#catalog/boxes/accept-proposals.ts';
import { boxClassId } from '#catalog/boxes/box-classes.ts';
import { recordingImport } from '#catalog/imports/record-import.ts';
import { boxExamples } from '#catalog/import/examples.ts';
import { planBoxImport, storeBoxImport } from '#catalog/import/import-boxes.ts';
import { applyEdit, stateOf } from '#catalog/boxes/box-edits.ts';
import { redoEdit, undoEdit, undoState } from '#catalog/boxes/box-undo.ts';
import { boxClasses } from '#catalog/queries/boxes.ts';
import { stepFrom } from '#catalog/queries/photo-step.ts';
import { countAbove, proposalsByDoubt } from '#catalog/queries/proposals.ts';
import { AppError } from '../errors.ts';
import { os } from './base.ts';
import { absoluteFolder } from './catalogue.ts';
import { reviewerOf } from './settings.ts';

export const boxes = {
  classes: os.boxes.classes.handler(({ context: { app } }) => boxClasses(app.open.catalogue)),
  addClass: os.boxes.addClass.handler(({ input, context: { app } }) => {
    const classId = boxClassId(app.open.catalogue, input.name);
    const added = boxClasses(app.open.catalogue).find(({ id }) => id === classId);
    if (added === undefined) throw new AppError('internal', `The class ${input.name} is gone.`);
    return added;
  }),
  ofPhoto: os.boxes.ofPhoto.handler(({ input, context: { app, seat } }) => {
    const photo = stateOf(app.open.catalogue, input.photoId);
    if (seat?.isBlind !== true) return photo;
    // Whether somebody called it no fin is for a second reviewer to say.
    const unknown = (id: number) => seat.atHand.includes(id);
    return {
      ...photo,
      boxes: photo.boxes.map((box) =>
        unknown(box.id) && box.state === 'rejected' ? { ...box, state: 'accepted' as const } : box,
      ),
    };
  }),
  edit: os.boxes.edit.handler(({ input, context: { app, seat } }) => {
    const outcome = applyEdit(app.open.catalogue, input, reviewerOf(app, seat), Date.now());
    return outcome;
  }),
  undoState: os.boxes.undoState.handler(({ context: { app } }) => undoState(app.open.catalogue)),
  undo: os.boxes.undo.handler(({ context: { app, seat } }) => {
    const undone = undoEdit(app.open.catalogue, reviewerOf(app, seat), Date.now());
    return undone;
  }),
  redo: os.boxes.redo.handler(({ context: { app, seat } }) => {
    const redone = redoEdit(app.open.catalogue, reviewerOf(app, seat), Date.now());
    return redone;
  }),
  step: os.boxes.step.handler(({ input, context: { app } }) => {
    const { photoId, back, filter, sort } = input;
    return stepFrom(app.open.catalogue, photoId, back, filter, sort);
  }),
  proposals: os.boxes.proposals.handler(({ input, context: { app } }) =>
    proposalsByDoubt(app.open.catalogue, input.limit, input.minConfidence),
  ),
  countAbove: os.boxes.countAbove.handler(({ input, context: { app } }) =>
    countAbove(app.open.catalogue, input.minConfidence),
  ),
  acceptAbove: os.boxes.acceptAbove.handler(({ input, context: { app, seat } }) => {
    const told = acceptAbove(
      app.open.catalogue,
      input.minConfidence,
      reviewerOf(app, seat),
      Date.now(),
    );
    return told;
  }),
  import: os.boxes.import.handler(async ({ input, context: { app, seat } }) => {
    const { catalogue } = app.open;
    const path = absoluteFolder(input.path);
    const { format, plan, report } = await planBoxImport(catalogue, path, input.format, {
      ignoreFolders: input.ignoreFolders,
      classes: input.classes,
    });
    const examples = boxExamples(catalogue, plan);
    if (!input.dryRun) {
      const reviewerId = reviewerOf(app, seat);
      const now = Date.now();
      recordingImport(catalogue, { kind: 'boxes', source: path, reviewerId }, now, () =>
        storeBoxImport(catalogue, plan, reviewerId, now),
      );
    }
    return {
      format,
      boxes: plan.boxes.length,
      proposals: plan.boxes.filter(({ confidence }) => confidence !== null).length,
      checkedPhotos: plan.checkedPhotoIds.length,
      doubtedPhotos: plan.doubtedPhotoIds.length,
      names: plan.names.length + plan.boxes.filter(({ individual }) => individual !== null).length,
      newClasses: plan.newClasses,
      examples,
      ...report,
      notes: report.notes.slice(0, 1000),
    };
  }),
};
