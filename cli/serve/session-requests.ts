import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { SessionGranted } from '#terms/session.ts';
import type { Sessions } from './sessions.ts';

/** A token and some braces. */
const MOST_BYTES = 1000;

const asked = z.object({ token: z.string() });

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) {
    text += String(piece);
    if (text.length > MOST_BYTES) return null;
  }
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Exchanges the token of an address for a session; null where it was used before or is of another start. */
export async function openSession(
  request: IncomingMessage,
  sessions: Sessions,
): Promise<SessionGranted | null> {
  const { data } = asked.safeParse(await bodyOf(request));
  return data === undefined ? null : sessions.open(data.token);
}
