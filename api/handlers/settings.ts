import { storedSettings } from '#catalog/queries/settings.ts';
import { addReviewer } from '#catalog/identity/add-reviewer.ts';
import { listReviewers } from '#catalog/queries/reviewers.ts';
import { storeSettings } from '#catalog/settings/store-settings.ts';
import { type Settings, settings as schema } from '#terms/settings.ts';
import type { Seat } from '#terms/identity/seat.ts';
import type { App } from '../app.ts';
import { AppError } from '../errors.ts';
import { os } from './base.ts';

/** Stored values that no longer fit are ignored one by one; the others count. */
export function settingsOf(app: App): Settings {
  const stored = app.current === undefined ? {} : storedSettings(app.current.catalogue);
  const fitting = Object.entries(stored).filter(([key, value]) => {
    const field = schema.shape[key as keyof typeof schema.shape] as
      (typeof schema.shape)[keyof typeof schema.shape] | undefined;
    return field?.safeParse(value).success === true;
  });
  return schema.parse(Object.fromEntries(fitting));
}

/**
 * Under whose name a change is stored: of who sits at the screen, or for a program without one, of who was here last.
 *
 * @throws AppError `bad-input` where somebody sits there and has not said who
 */
export function reviewerOf(app: App, seat: Seat | undefined): number | null {
  if (seat === undefined) return settingsOf(app).reviewerId;
  if (seat.reviewerId === null)
    throw new AppError('bad-input', 'Say who is at the screen first: every change carries a name.');
  return seat.reviewerId;
}

export const settings = {
  get: os.settings.get.handler(({ context: { app } }) => settingsOf(app)),
  set: os.settings.set.handler(({ input, context: { app } }) => {
    storeSettings(app.open.catalogue, input);
    return settingsOf(app);
  }),
  reviewers: os.settings.reviewers.handler(({ context: { app } }) =>
    listReviewers(app.open.catalogue),
  ),
  addReviewer: os.settings.addReviewer.handler(({ input, context: { app } }) => {
    const reviewer = addReviewer(app.open.catalogue, input.name, Date.now());
    return reviewer;
  }),
};
