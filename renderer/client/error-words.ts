import { ORPCError } from '@orpc/client';
import { notifications } from '@mantine/notifications';
import { errorCode, type ErrorCode } from '#terms/errors.ts';

/** The code of an error of ours, or null for one of the connection or of a bug. */
export function errorCodeOf(error: unknown): ErrorCode | null {
  if (!(error instanceof ORPCError)) return null;
  const parsed = errorCode.safeParse(error.code);
  return parsed.success ? parsed.data : null;
}

export const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

const closeButtonProps = { 'aria-label': 'Close this message' };

/** Says loudly that something a person asked for did not happen. */
export function showError(title: string, error: unknown): void {
  notifications.show({
    title,
    message: wordsOf(error),
    color: 'red',
    autoClose: 12_000,
    closeButtonProps,
  });
}

export function showDone(message: string): void {
  notifications.show({ message, color: 'teal', autoClose: 4000, closeButtonProps });
}

/** Says what somebody else did, for long enough to be read by a person who looked elsewhere. */
export function showNews(message: string): void {
  notifications.show({ message, color: 'yellow', autoClose: 12_000, closeButtonProps });
}

/** Runs what a person asked for and says so if it fails. */
export async function attempt<T>(title: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    showError(title, error);
    return undefined;
  }
}
