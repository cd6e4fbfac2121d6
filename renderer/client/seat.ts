/** Who sits at this screen: each window's own, so that two people at two windows are two. */
import { create } from 'zustand';
import { seatHeader, type Seat } from '#terms/identity/seat.ts';

export const useSeat = create<Seat>(() => ({ reviewerId: null, isBlind: false, atHand: [] }));

export const useReviewerId = (): number | null => useSeat(({ reviewerId }) => reviewerId);

/** Where a window remembers its reviewer until it is closed. */
const keyOf = (uuid: string) => `resight reviewer ${uuid}`;
const taken: { uuid: string | null } = { uuid: null };

/**
 * Sits down at a catalogue: as who sat in this window before, or else as who was last seen in the catalogue.
 *
 * @param last asks the catalogue for the latter
 */
export async function takeSeat(uuid: string, last: () => Promise<number | null>): Promise<void> {
  if (taken.uuid === uuid) return;
  taken.uuid = uuid;
  const stored = Number(sessionStorage.getItem(keyOf(uuid)));
  const reviewerId = stored > 0 ? stored : await last();
  useSeat.setState({ reviewerId, isBlind: false, atHand: [] });
}

/** Somebody else sits down. */
export function sitDown(reviewerId: number): void {
  if (taken.uuid !== null) sessionStorage.setItem(keyOf(taken.uuid), `${reviewerId}`);
  useSeat.setState({ reviewerId });
}

/** What a single call may say otherwise: the fins that it is about. */
export interface SeatContext {
  atHand?: readonly number[];
}

export function seatHeaders({ atHand }: SeatContext): Record<string, string> {
  const seat = useSeat.getState();
  return { [seatHeader]: JSON.stringify({ ...seat, atHand: atHand ?? seat.atHand }) };
}
