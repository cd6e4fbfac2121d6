/**
 * Who this page is to the browser shell: a secret in its memory and in the storage of this tab, and a pass for
 * pictures. Nothing of it is a cookie, which would go to every page of this machine.
 */
import {
  passParameter,
  sessionGranted,
  sessionPath,
  tokenParameter,
  type SessionGranted,
} from '#terms/session.ts';

const KEY = 'resight-session';
/** A pass is good for twelve hours; a page asks for another when this is left of it, milliseconds. */
const RENEW_MS = 6 * 3600_000;
const LOOK_MS = 30 * 60_000;

let granted: SessionGranted | null = stored();

function stored(): SessionGranted | null {
  try {
    return sessionGranted.parse(JSON.parse(sessionStorage.getItem(KEY) ?? 'null'));
  } catch {
    return null;
  }
}

function keep(session: SessionGranted): void {
  granted = session;
  sessionStorage.setItem(KEY, JSON.stringify(session));
}

/** The token of the address that was opened, taken out of the address bar and the history. */
function takeToken(): string | null {
  const url = new URL(location.href);
  const token = url.searchParams.get(tokenParameter);
  if (token === null) return null;
  url.searchParams.delete(tokenParameter);
  history.replaceState(history.state, '', url);
  return token;
}

async function ask(init: RequestInit): Promise<unknown> {
  const answer = await fetch(sessionPath, { method: 'POST', cache: 'no-store', ...init });
  return answer.ok ? answer.json() : null;
}

async function exchange(token: string): Promise<void> {
  const session = sessionGranted.safeParse(await ask({ body: JSON.stringify({ token }) }));
  if (!session.success) return;
  keep(session.data);
  lendToOthers();
}

/** What a window says that the program does not know. */
const ASKS = 'who has a session?';

/** Windows of this very address and port that the program no longer knows go on by this one's session. */
function lendToOthers(): void {
  const windows = new BroadcastChannel(KEY);
  const lend = () => windows.postMessage(granted);
  windows.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data === ASKS) lend();
  });
  lend();
}

/** Waits for the session of a window that was opened by a fresh address, and goes on by it. */
export function sessionOfAnother(): Promise<void> {
  return new Promise((resolve) => {
    const windows = new BroadcastChannel(KEY);
    windows.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const session = sessionGranted.safeParse(data);
      // Its own is the one that did not help.
      if (!session.success || session.data.secret === granted?.secret) return;
      keep(session.data);
      windows.close();
      resolve();
    });
    windows.postMessage(ASKS);
  });
}

let exchanged: Promise<void> | undefined;

/** The secret of this page; null if only a fresh address of the program helps. */
export async function secretOfPage(): Promise<string | null> {
  if (exchanged === undefined) {
    const token = takeToken();
    exchanged = token === null ? Promise.resolve() : exchange(token).catch(() => {});
    setInterval(() => void renewPass().catch(() => {}), LOOK_MS);
  }
  await exchanged;
  return granted?.secret ?? null;
}

/** Asks for a new pass for pictures in time; also when the connection stands again after a long sleep. */
export async function renewPass(): Promise<void> {
  if (granted === null) return;
  const [until = ''] = granted.pass.split('.');
  if (Number.parseInt(until, 36) - Date.now() > RENEW_MS) return;
  const pass = sessionGranted.pick({ pass: true }).safeParse(await ask({ headers: ownHeaders() }));
  if (pass.success) keep({ ...granted, ...pass.data });
}

/** What says to the program whose request it is. */
export const ownHeaders = (): Record<string, string> =>
  granted === null ? {} : { authorization: `Bearer ${granted.secret}` };

/** An address of a picture with the pass for it. */
export function withPass(path: string): string {
  if (granted === null) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${passParameter}=${granted.pass}`;
}
