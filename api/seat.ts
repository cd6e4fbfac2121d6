/** Who asks, as every call of a screen says in a header. */
import { seat as seatShape, seatHeader, type Seat } from '#terms/identity/seat.ts';
import { besides } from '#catalog/queries/blind.ts';
import type { Blindness } from '#catalog/queries/overview.ts';
import type { Catalogue } from '#catalog/catalogue.ts';
import { AppError } from './errors.ts';

/**
 * The seat that a call names; undefined for a program that has no screen.
 *
 * @throws AppError `bad-input` for a header that says nothing sensible
 */
export function seatOf(headers: Headers | undefined): Seat | undefined {
  const told = headers?.get(seatHeader);
  if (told === undefined || told === null) return undefined;
  try {
    return seatShape.parse(JSON.parse(told));
  } catch {
    throw new AppError('bad-input', `The header ${seatHeader} says nobody: ${told.slice(0, 80)}`);
  }
}

/** What a seat is not to be told; null for all but a second reviewer's. */
export function blindnessOf(
  catalogue: Catalogue,
  seat: Seat | undefined,
  also: readonly number[] = [],
): Blindness | null {
  if (seat === undefined || !seat.isBlind || seat.reviewerId === null) return null;
  return {
    sealedFor: seat.reviewerId,
    unseen: besides(catalogue, [...seat.atHand, ...also]),
  };
}

/**
 * Refuses what would tell a second reviewer everything at once.
 *
 * @throws AppError `conflict`
 */
export function refuseBlind(seat: Seat | undefined): void {
  if (seat?.isBlind !== true) return;
  throw new AppError(
    'conflict',
    'This would tell what others decided about the fins that you review. Leave the second review under Identify first.',
  );
}
