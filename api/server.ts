import { createRouterClient } from '@orpc/server';
import { RequestHeadersPlugin } from '@orpc/server/plugins';
import type { App } from './app.ts';
import { toRpcError } from './errors.ts';
import { os, type CallContext } from './handlers/base.ts';
import { boxes } from './handlers/boxes.ts';
import { catalogue } from './handlers/catalogue.ts';
import { decisions } from './handlers/decisions.ts';
import { detector } from './handlers/detector.ts';
import { embedder } from './handlers/embedder.ts';
import { encounters } from './handlers/encounters.ts';
import { exported } from './handlers/exports.ts';
import { imports } from './handlers/imports.ts';
import { individuals } from './handlers/individuals.ts';
import { jobs } from './handlers/jobs.ts';
import { matching } from './handlers/matching.ts';
import { models } from './handlers/models.ts';
import { names } from './handlers/names.ts';
import { photos } from './handlers/photos.ts';
import { settings } from './handlers/settings.ts';
import { shell } from './handlers/shell.ts';
import { weights } from './handlers/weights.ts';

/** Everything the contract names, done. */
export const router = os.router({
  boxes,
  catalogue,
  photos,
  embedder,
  encounters,
  decisions,
  detector,
  individuals,
  exports: exported,
  imports,
  jobs,
  matching,
  models,
  names,
  weights,
  settings,
  shell,
  events: os.events.handler(({ context: { app }, signal }) => app.events.subscribe(signal)),
});

/** Turns every error of a call into one of the contract's, on whichever transport. */
export const rpcOptions = {
  plugins: [new RequestHeadersPlugin<CallContext>()],
  clientInterceptors: [
    async <T>({ next }: { next: () => Promise<T> }): Promise<T> => {
      try {
        return await next();
      } catch (error) {
        throw toRpcError(error);
      }
    },
  ],
};

/** A client in the same process, for the command line. */
export function directClient(app: App) {
  return createRouterClient(router, {
    context: { app },
    interceptors: rpcOptions.clientInterceptors,
  });
}
export type DirectClient = ReturnType<typeof directClient>;
