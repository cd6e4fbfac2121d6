import { placeName, refuseName, restoreName } from '#catalog/names/place-name.ts';
import { boxVersion } from '#catalog/queries/decisions.ts';
import { boxesById } from '#catalog/queries/boxes-by-id.ts';
import { shownCodes } from '#catalog/queries/shown-codes.ts';
import { listWaitingNames, namesToPlace } from '#catalog/queries/waiting-names.ts';
import type { NameToPlace } from '#terms/identity/waiting-names.ts';
import { likenessTo } from '../matching/likeness.ts';
import { refuseBlind } from '../seat.ts';
import { os } from './base.ts';

export const names = {
  list: os.names.list.handler(({ input: { state, limit }, context: { app, seat } }) => {
    refuseBlind(seat);
    return listWaitingNames(app.open.catalogue, state, limit);
  }),
  toPlace: os.names.toPlace.handler(({ input, context: { app, seat } }) => {
    refuseBlind(seat);
    const { catalogue, matching } = app.open;
    const { total, rows } = namesToPlace(catalogue, input.limit);
    const boxIds = rows.flatMap(({ boxIds: own }) => own);
    const facts = boxesById(catalogue, boxIds);
    const codes = shownCodes(catalogue, boxIds);
    const index = matching.ready()?.index;
    return {
      total,
      rows: rows.map(({ name, boxIds: own }): NameToPlace => {
        const likeness =
          index === undefined ? undefined : likenessTo(index, own, name.individualId);
        const boxes = own.flatMap((boxId) => {
          const box = facts.get(boxId);
          const version = boxVersion(catalogue, boxId, 'first');
          const score = likeness?.get(boxId) ?? null;
          return box === undefined
            ? []
            : [{ ...box, shows: codes.get(boxId) ?? null, version, score }];
        });
        return {
          ...name,
          boxes: boxes.sort((a, b) => (b.score ?? -2) - (a.score ?? -2) || a.x - b.x),
        };
      }),
    };
  }),
  place: os.names.place.handler(
    ({ input: { nameId, box, reviewerId }, context: { app, seat } }) => {
      refuseBlind(seat);
      return placeName(app.open.catalogue, nameId, box, reviewerId, Date.now());
    },
  ),
  refuse: os.names.refuse.handler(({ input: { nameId, reviewerId }, context: { app, seat } }) => {
    refuseBlind(seat);
    return refuseName(app.open.catalogue, nameId, reviewerId, Date.now());
  }),
  restore: os.names.restore.handler(({ input: { nameId, reviewerId }, context: { app, seat } }) => {
    refuseBlind(seat);
    restoreName(app.open.catalogue, nameId, reviewerId, Date.now());
  }),
};
