import {
  assignToEncounter,
  editEncounter,
  mergeEncounters,
} from '#catalog/encounters/edit-encounters.ts';
import { groupIntoEncounters } from '#catalog/encounters/group-encounters.ts';
import { listEncounters } from '#catalog/queries/encounters.ts';
import { os } from './base.ts';

export const encounters = {
  list: os.encounters.list.handler(({ context: { app } }) => listEncounters(app.open.catalogue)),
  edit: os.encounters.edit.handler(({ input, context: { app } }) => {
    const { encounterId, ...edits } = input;
    const edited = editEncounter(app.open.catalogue, encounterId, edits);
    return edited;
  }),
  assign: os.encounters.assign.handler(({ input, context: { app } }) => {
    const { photoIds, encounterId, name } = input;
    const target = assignToEncounter(app.open.catalogue, photoIds, encounterId, name, Date.now());
    return target;
  }),
  merge: os.encounters.merge.handler(({ input, context: { app } }) => {
    const merged = mergeEncounters(app.open.catalogue, input.encounterIds, input.into);
    return merged;
  }),
  regroup: os.encounters.regroup.handler(({ input, context: { app } }) => {
    const { gapMinutes, dryRun } = input;
    const result = groupIntoEncounters(app.open.catalogue, 'all', gapMinutes, {
      dryRun,
      now: Date.now(),
    });
    return result;
  }),
};
