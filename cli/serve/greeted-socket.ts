import type { WebSocket } from 'ws';
import { socketGreeting, unknownPage } from '#terms/session.ts';

/** A page says who it is at once. */
const GREETING_MS = 5000;
const FAREWELL_MS = 1000;

function secretOf(message: unknown): string | null {
  try {
    return socketGreeting.parse(JSON.parse(String(message))).secret;
  } catch {
    return null;
  }
}

/** Says why and closes; who does not close in turn is not waited for. */
function refuse(socket: WebSocket): void {
  socket.close(unknownPage, 'Open the address that Resight printed.');
  setTimeout(() => socket.terminate(), FAREWELL_MS).unref();
}

/**
 * Waits for a socket's first message, which says whose page it is; nothing is answered before.
 *
 * @param knows whether a page of this secret may come in
 * @param serve begins the answering; called at once, so that no message is lost
 */
export function greeted(
  socket: WebSocket,
  knows: (secret: string) => boolean,
  serve: (socket: WebSocket) => void,
): void {
  const timer = setTimeout(() => refuse(socket), GREETING_MS);
  socket.once('close', () => clearTimeout(timer));
  socket.once('message', (message) => {
    clearTimeout(timer);
    const secret = secretOf(message);
    if (secret !== null && knows(secret)) serve(socket);
    else refuse(socket);
  });
}
