/** What a page and the browser shell say to each other before anything else. */
import { z } from 'zod';

/** Where a page exchanges the token of its address, or asks for a new pass. */
export const sessionPath = '/session';
/** The part of the printed address that holds the token. */
export const tokenParameter = 'token';
/** The part of a picture's address that holds the pass. */
export const passParameter = 'pass';

export const sessionGranted = z.object({
  /** Secret of this page: the first message of its socket, and a header of what it sends. */
  secret: z.string(),
  /** Good for pictures alone, and not for long. */
  pass: z.string(),
});
export type SessionGranted = z.infer<typeof sessionGranted>;

/** The socket's first message. */
export const socketGreeting = z.object({ secret: z.string() });

/** How a socket is closed whose page is not known. */
export const unknownPage = 4401;
