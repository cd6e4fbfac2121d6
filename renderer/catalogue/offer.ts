import type { Offer } from '../offer.ts';
import {
  backUpAction,
  closeAction,
  demoAction,
  newAction,
  openAction,
  unpackAction,
} from './actions.ts';

export const catalogueOffer: Offer = {
  actions: [newAction, openAction, unpackAction, demoAction, backUpAction, closeAction],
};
