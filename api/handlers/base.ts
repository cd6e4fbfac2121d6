import { implement } from '@orpc/server';
import type { App } from '../app.ts';
import { contract } from '../contract/index.ts';
import { seatOf } from '../seat.ts';

/** What a transport knows of a call. */
export interface CallContext {
  app: App;
  reqHeaders?: Headers;
}

/** The contract to be implemented; every handler gets the app, and who asks, as its context. */
export const os = implement(contract)
  .$context<CallContext>()
  .use(({ context, next }) => next({ context: { seat: seatOf(context.reqHeaders) } }));
