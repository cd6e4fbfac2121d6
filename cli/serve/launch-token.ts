import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Compares without telling by its time how much was right. */
function sameSecret(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/**
 * The secrets of one run of the server: a token in the address that is printed, good for one browser
 * once, and the session that it is exchanged for.
 */
export class LaunchSecrets {
  readonly token = randomBytes(24).toString('base64url');
  readonly #session = randomBytes(32).toString('base64url');
  #used = false;

  /** The session cookie's value for the right token the first time; null ever after. */
  exchange(token: string): string | null {
    if (this.#used || !sameSecret(token, this.token)) return null;
    this.#used = true;
    return this.#session;
  }

  isSession(value: string): boolean {
    return sameSecret(value, this.#session);
  }
}
