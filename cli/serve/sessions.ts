import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SessionGranted } from '#terms/session.ts';

/** Pictures are asked for by a pass this old at most, milliseconds; a page asks for a new one long before. */
const PASS_MS = 12 * 3600_000;

/** Compares without telling by its time how much was right. */
function sameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/**
 * Who may come in, for one run of the server. An address holds a token that is good for one page, once; the page
 * exchanges it for a secret that it keeps to itself. Nothing of it is a cookie: cookies know no ports, and any page
 * on another port of this machine would be sent them.
 */
export class Sessions {
  readonly #key = randomBytes(32);
  /** Addresses that nobody has opened yet. */
  readonly #tokens = new Set<string>();
  readonly #secrets = new Set<string>();

  /** A token for an address; earlier ones that nobody used stay good. */
  newToken(): string {
    const token = randomBytes(24).toString('base64url');
    this.#tokens.add(token);
    return token;
  }

  /** What the page of a token gets, the first time; null ever after. */
  open(token: string): SessionGranted | null {
    const found = [...this.#tokens].find((known) => sameSecret(known, token));
    if (found === undefined) return null;
    this.#tokens.delete(found);
    const secret = randomBytes(32).toString('base64url');
    this.#secrets.add(secret);
    return { secret, pass: this.newPass() };
  }

  knows(secret: string): boolean {
    return [...this.#secrets].some((known) => sameSecret(known, secret));
  }

  /** The end of its time, signed. */
  newPass(now = Date.now()): string {
    const until = (now + PASS_MS).toString(36);
    return `${until}.${this.#sign(until)}`;
  }

  isPass(pass: string, now = Date.now()): boolean {
    const [until = '', signature = ''] = pass.split('.');
    return sameSecret(signature, this.#sign(until)) && Number.parseInt(until, 36) > now;
  }

  #sign(until: string): string {
    return createHmac('sha256', this.#key).update(until).digest('base64url');
  }
}
