import { protocol, type Session } from 'electron';
import type { App } from '#api/app.ts';
import { APP_SCHEME } from '../policy/own-page.ts';
import { appResponse, listPages } from './app-scheme.ts';
import { PHOTO_SCHEME, photoResponse } from './photo-scheme.ts';

/** Tells Chromium of our schemes; before the program is ready, or never. */
export function registerSchemes(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
    {
      scheme: PHOTO_SCHEME,
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        corsEnabled: true,
        stream: true,
      },
    },
  ]);
}

/**
 * Answers both schemes in a session.
 *
 * @param rendererFolder the built screens.
 */
export async function answerSchemes(
  { protocol }: Session,
  app: App,
  rendererFolder: string,
): Promise<void> {
  const files = await listPages(rendererFolder);
  protocol.handle(APP_SCHEME, (request) => appResponse(files, request));
  protocol.handle(PHOTO_SCHEME, (request) => photoResponse(app, request));
}
