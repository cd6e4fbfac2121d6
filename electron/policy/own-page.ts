/** Scheme and host of our own pages; nothing else is ever shown in a window. */
export const APP_SCHEME = 'app';
export const APP_HOST = 'resight';
export const APP_PAGE = `${APP_SCHEME}://${APP_HOST}/index.html`;

/** Whether an address is one of our own pages: exact scheme and host, no user, no port. */
export function isOwnPage(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return protocol === `${APP_SCHEME}:` && host === APP_HOST && username === '' && password === '';
}

/** What is known of the frame that sent a message to the main process. */
interface SendingFrame {
  url: string;
  /** The frame it sits in; null for a window's own. */
  parent: unknown;
}

/** Only the top frame of a window of ours is listened to; a frame that is gone (null) is not. */
export function isOwnSender(frame: SendingFrame | null): boolean {
  return frame !== null && frame.parent === null && isOwnPage(frame.url);
}
