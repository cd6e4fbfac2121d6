import type { IncomingMessage } from 'node:http';
import type { LaunchSecrets } from './launch-token.ts';

export const COOKIE = 'resight_session';

/** What a request must show: the exact host it was printed under, our origin, our session. */
export class RequestGuard {
  readonly #hosts: ReadonlySet<string>;
  readonly #origins: ReadonlySet<string>;
  readonly #secrets: LaunchSecrets;

  constructor(hosts: readonly string[], scheme: 'http' | 'https', secrets: LaunchSecrets) {
    this.#hosts = new Set(hosts);
    this.#origins = new Set(hosts.map((host) => `${scheme}://${host}`));
    this.#secrets = secrets;
  }

  /** Against DNS rebinding: another name that leads to this machine is refused. */
  hostIsOurs({ headers }: IncomingMessage): boolean {
    return headers.host !== undefined && this.#hosts.has(headers.host.toLowerCase());
  }

  originIsOurs({ headers }: IncomingMessage): boolean {
    return headers.origin !== undefined && this.#origins.has(headers.origin.toLowerCase());
  }

  hasSession({ headers }: IncomingMessage): boolean {
    const value = cookieOf(headers.cookie ?? '', COOKIE);
    return value !== null && this.#secrets.isSession(value);
  }
}

function cookieOf(header: string, name: string): string | null {
  for (const part of header.split(';')) {
    const equals = part.indexOf('=');
    if (equals !== -1 && part.slice(0, equals).trim() === name)
      return part.slice(equals + 1).trim();
  }
  return null;
}
