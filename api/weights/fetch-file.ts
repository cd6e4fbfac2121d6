/** Fetching one large file over HTTP so that a cut connection costs only what had not arrived. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, stat, writeFile, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import { isInOwnNetwork } from './own-network.ts';

interface FetchProgress {
  received: number;
  total: number | null;
}

export interface FetchedFile {
  bytes: number;
  sha256: string;
  /** What the server says of itself, where it does (the address hub of published networks). */
  serverSha256: string | null;
}

/** What is remembered beside an unfinished file, so that only the rest of the same file is asked for. */
const partNote = z.object({
  url: z.string(),
  etag: z.string().nullable(),
  serverSha256: z.string().nullable(),
});
type PartNote = z.infer<typeof partNote>;

const mostRedirects = 5;
/** Pauses before a broken connection is tried again, milliseconds. */
const defaultPauses: readonly number[] = [500, 2000, 5000];

const noteOf = (part: string) => `${part}.json`;

async function readNote(part: string, url: string): Promise<PartNote | null> {
  try {
    const parsed = partNote.safeParse(JSON.parse(await readFile(noteOf(part), 'utf8')));
    return parsed.success && parsed.data.url === url ? parsed.data : null;
  } catch {
    return null;
  }
}

const sizeOf = (path: string) =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

const isLoopback = (host: string) => /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(host);

/** Encrypted, or on this very machine. @throws AppError `bad-input` */
export function checkedAddress(text: string): URL {
  const url = new URL(text);
  const plain = url.protocol === 'http:' && isLoopback(url.hostname);
  if (url.protocol !== 'https:' && !plain)
    throw new AppError(
      'bad-input',
      `${text} cannot be fetched: only https addresses are, so that nobody on the way changes the file.`,
      { url: text },
    );
  return url;
}

interface Answer {
  response: Response;
  serverSha256: string | null;
}

/**
 * Follows redirects by hand: every hop is checked, and a hub says the file's hash on the first.
 * @throws AppError `bad-input` where another host leads into this machine or its own network
 */
async function ask(
  url: URL,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Answer> {
  let at = url;
  let serverSha256: string | null = null;
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    const response = await fetch(at, { headers, signal, redirect: 'manual' });
    const linked = /^(?:W\/)?"?([0-9a-f]{64})"?$/.exec(response.headers.get('x-linked-etag') ?? '');
    serverSha256 ??= linked?.[1] ?? null;
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null)
      return { response, serverSha256 };
    await response.body?.cancel();
    const next = checkedAddress(new URL(location, at).href);
    if (next.host !== at.host && (await isInOwnNetwork(next.hostname)))
      throw new AppError(
        'bad-input',
        `${url.href} leads on to ${next.host}, in this machine's own network. Nothing was fetched. Give that address itself if it is where the file should come from.`,
        { url: url.href },
      );
    at = next;
  }
  throw new AppError('bad-input', `${url.href} redirects more than ${mostRedirects} times.`);
}

/** Bytes of the whole file by `Content-Range: bytes 5-9/10`. */
function totalOf(response: Response, have: number): number | null {
  const range = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '');
  if (range !== null) return Number(range[1]);
  const length = response.headers.get('content-length');
  return length === null ? null : Number(length) + (response.status === 206 ? have : 0);
}

class CutOff extends Error {}

async function fetchRest(
  url: URL,
  part: string,
  signal: AbortSignal,
  onProgress: (progress: FetchProgress) => void,
): Promise<void> {
  const note = await readNote(part, url.href);
  let have = note === null ? 0 : await sizeOf(part);
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  if (have > 0) {
    headers.range = `bytes=${have}-`;
    // A file that was replaced meanwhile is sent whole.
    if (note?.etag !== null && note?.etag !== undefined) headers['if-range'] = note.etag;
  }
  let answer: Answer;
  try {
    answer = await ask(url, headers, signal);
  } catch (error) {
    if (signal.aborted || error instanceof AppError) throw error;
    throw new CutOff(causeOf(error), { cause: error });
  }
  const { response, serverSha256 } = answer;
  // All of it was there already.
  if (response.status === 416 && have > 0) {
    await response.body?.cancel();
    return;
  }
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    const words = `${url.host} answered ${response.status} ${response.statusText}`.trim();
    if (response.status >= 500) throw new CutOff(words);
    throw new AppError(
      'not-found',
      `${words} for ${url.pathname}. Look at the page whether the file is still there.`,
      { url: url.href, status: response.status },
    );
  }
  if (response.status !== 206) have = 0;
  const total = totalOf(response, have);
  const etag = response.headers.get('etag');
  await writeFile(
    noteOf(part),
    JSON.stringify({
      url: url.href,
      // A weak tag does not promise the same bytes.
      etag: etag?.startsWith('W/') === true ? null : etag,
      serverSha256: serverSha256 ?? note?.serverSha256 ?? null,
    } satisfies PartNote),
  );
  const file = await open(part, have > 0 ? 'r+' : 'w');
  let received = have;
  try {
    onProgress({ received, total });
    for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
      await file.write(piece, 0, piece.length, received);
      received += piece.length;
      onProgress({ received, total });
    }
  } catch (error) {
    if (signal.aborted || codeOf(error) === 'ENOSPC') throw error;
    throw new CutOff(causeOf(error), { cause: error });
  } finally {
    await file.close();
  }
  if (total !== null && received < total)
    throw new CutOff(`${received} of ${total} bytes had arrived`);
}

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** `fetch failed` hides what happened in its cause. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

async function hashOf(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { signal })) hash.update(piece as Uint8Array);
  return hash.digest('hex');
}

/**
 * Fetches `url` into `part`, going on from what is there of the same address. A broken connection is
 * tried again a few times; what has arrived stays for the next call.
 *
 * @param onChecking all has arrived, the hash is being taken
 * @throws AppError `not-found` or `bad-input` by what the server says, `disk-full`, `cancelled` when
 *   aborted, `internal` when the connection broke for good
 */
export async function fetchFile(
  {
    url: text,
    part,
    signal,
    pauses = defaultPauses,
  }: {
    url: string;
    part: string;
    signal: AbortSignal;
    pauses?: readonly number[];
  },
  onProgress: (progress: FetchProgress) => void,
  onChecking: () => void,
): Promise<FetchedFile> {
  const url = checkedAddress(text);
  try {
    for (let attempt = 0; ; attempt += 1) {
      const before = await sizeOf(part);
      try {
        await fetchRest(url, part, signal, onProgress);
        break;
      } catch (error) {
        if (!(error instanceof CutOff)) throw error;
        // A connection that brings something is worth another; one that brings nothing is given up.
        if ((await sizeOf(part)) > before) attempt = 0;
        const pause = pauses[attempt];
        if (pause === undefined)
          throw new AppError(
            'internal',
            `The connection to ${url.host} broke (${error.message}). What has arrived is kept; go on when the network is back, or bring the file from disk.`,
            { url: url.href },
          );
        await new Promise<void>((resolve, reject) => {
          const timer = setTimeout(resolve, pause);
          signal.addEventListener('abort', () => {
            clearTimeout(timer);
            reject(new Error('aborted'));
          });
        });
      }
    }
    onChecking();
    const [bytes, sha256, note] = [
      await sizeOf(part),
      await hashOf(part, signal),
      await readNote(part, url.href),
    ];
    return { bytes, sha256, serverSha256: note?.serverSha256 ?? null };
  } catch (error) {
    if (signal.aborted) throw new AppError('cancelled', 'The download was paused.');
    if (codeOf(error) === 'ENOSPC')
      throw new AppError(
        'disk-full',
        `The disk with ${part} is full. What has arrived is kept; free some space and go on.`,
        { part },
      );
    throw error;
  }
}

export async function discardPart(part: string): Promise<void> {
  await rm(part, { force: true });
  await rm(noteOf(part), { force: true });
}
