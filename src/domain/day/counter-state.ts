/** DC3: what a counter is on one day of its office, by what HQ has of it. Pure. */
import { startOfDay, type Instant, type IsoDate } from '#domain/time.ts';
import type { CounterDayState } from './document.ts';

export interface CounterSeen {
  readonly counterId: string;
  /** What HQ holds of its journal. */
  readonly heldSeq: number;
  /** How long its journal is by its own last word; null where it has not said. */
  readonly toldSeq: number | null;
  readonly lastHeardAt: Instant | null;
}

/** Entries that it has and HQ has not. */
export const missingOf = ({ heldSeq, toldSeq }: CounterSeen): number | null =>
  toldSeq === null ? null : Math.max(0, toldSeq - heldSeq);

export function counterState(
  counter: CounterSeen,
  of: { readonly date: IsoDate; readonly shifts: readonly { readonly isOpen: boolean }[] },
): CounterDayState {
  if (of.shifts.some(({ isOpen }) => isOpen)) return 'open_shift';
  if ((missingOf(counter) ?? 0) > 0) return 'behind';
  if (of.shifts.length > 0) return 'complete';
  // Never heard from on that day: whether it was used nobody knows.
  const { lastHeardAt } = counter;
  return lastHeardAt === null || lastHeardAt < startOfDay(of.date) ? 'behind' : 'unused';
}

/** Complete, or not used: nothing has to be said of it. */
export const isSettledState = (state: CounterDayState): boolean =>
  state === 'complete' || state === 'unused';
