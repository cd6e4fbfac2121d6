import type { IncomingMessage } from 'node:http';
import { passParameter } from '#terms/session.ts';
import type { Sessions } from './sessions.ts';

/** Where a server can be reached: hosts with their ports, and the origins of pages from there. */
export interface Reachable {
  hosts: readonly string[];
  origins: readonly string[];
}

/** What a request must show: the exact host it was printed under, our origin, a session. */
export class RequestGuard {
  readonly #hosts: ReadonlySet<string>;
  readonly #origins: ReadonlySet<string>;
  readonly #sessions: Sessions;

  constructor({ hosts, origins }: Reachable, sessions: Sessions) {
    this.#hosts = new Set(hosts);
    this.#origins = new Set(origins);
    this.#sessions = sessions;
  }

  /** Against DNS rebinding: another name that leads to this machine is refused. */
  hostIsOurs({ headers }: IncomingMessage): boolean {
    return headers.host !== undefined && this.#hosts.has(headers.host.toLowerCase());
  }

  originIsOurs({ headers }: IncomingMessage): boolean {
    return headers.origin !== undefined && this.#origins.has(headers.origin.toLowerCase());
  }

  /** `authorization: Bearer SECRET`, which only a page that has it can send. */
  hasSession({ headers }: IncomingMessage): boolean {
    const secret = /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
    return secret !== undefined && this.#sessions.knows(secret);
  }

  /** Pictures of a page cannot carry a header; their address carries a pass. */
  hasPass(query: URLSearchParams): boolean {
    return this.#sessions.isPass(query.get(passParameter) ?? '');
  }
}
