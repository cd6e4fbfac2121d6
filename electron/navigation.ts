/** Where the app itself lives; nothing else is ever shown in its windows. */
export const APP_ORIGIN = 'app://resight';

/** Places outside that a person may be sent to, in their own browser. */
const outside: ReadonlySet<string> = new Set(['github.com', 'docs.resight.app']);

export function isOwnPage(url: string): boolean {
  try {
    const { protocol, host } = new URL(url);
    return `${protocol}//${host}` === APP_ORIGIN;
  } catch {
    return false;
  }
}

/** Only encrypted pages of the list go to the system's browser. */
export function mayOpenOutside(url: string): boolean {
  try {
    const { protocol, hostname, username, password } = new URL(url);
    return protocol === 'https:' && outside.has(hostname) && username === '' && password === '';
  } catch {
    return false;
  }
}

/** A message counts only from the top frame of our own page. */
export function isOwnSender(frame: { url: string; parent: unknown } | null): boolean {
  return frame !== null && frame.parent === null && isOwnPage(frame.url);
}
