/** What a journal says of its shifts: opened, sealed, resumed, closed. Pure. */
import { z } from 'zod';

import type { Hash } from '#domain/ids.ts';
import type { AnyEntry } from '#domain/journal/chain.ts';
import { isPaise, type Paise } from '#domain/money.ts';
import type { Instant, IsoDate } from '#domain/time.ts';

/** An entry as HQ holds it. */
export interface HeldEntry {
  readonly entry: AnyEntry;
  readonly hash: Hash;
  readonly receivedAt: number;
}

interface OfShift {
  readonly counterId: string;
  readonly shiftId: string;
  readonly businessDate: IsoDate;
  readonly seq: number;
  readonly at: Instant;
}

export type ShiftNews = OfShift &
  (
    | {
        readonly what: 'opened';
        readonly staffId: string;
        readonly floatPaise: Paise;
        readonly personalPaise: Paise;
        readonly takenOverFrom: string | null;
      }
    | { readonly what: 'sealed' | 'resumed' }
    | {
        readonly what: 'closed';
        /** Of the entry that closed it. */
        readonly hash: Hash;
        readonly countedPaise: Paise;
        readonly expectedPaise: Paise;
        readonly variancePaise: Paise;
        readonly reason: string | null;
        readonly zNumber: number | null;
        readonly fromSeq: number | null;
        readonly receipts: number;
        readonly reversals: number;
        readonly closedBy: string | null;
        readonly handedTo: string | null;
      }
  );

const money = z.custom<Paise>((value) => isPaise(value));
const shiftId = z.string().min(1).max(40);
const staffId = z.string().max(16);
const count = z.number().int().min(0).max(1_000_000_000);

const openedBody = z.looseObject({
  shiftId,
  floatPaise: money,
  personalCashPaise: money,
  takenOverFrom: shiftId.optional(),
});
const sealBody = z.looseObject({ shiftId });
const closedBody = z.looseObject({
  shiftId,
  countedPaise: money,
  expectedPaise: money,
  variancePaise: money,
  varianceReason: z.string().max(500).optional(),
  zNumber: count.optional(),
  fromSeq: count.optional(),
  receipts: count,
  reversals: count,
  closedBy: staffId.optional(),
  handedTo: staffId.optional(),
});

function opened(entry: AnyEntry, of: Omit<OfShift, 'shiftId'>): ShiftNews | null {
  const body = openedBody.safeParse(entry.body).data;
  if (body === undefined) return null;
  return {
    ...of,
    shiftId: body.shiftId,
    what: 'opened',
    staffId: (entry.staffId ?? '').slice(0, 16),
    floatPaise: body.floatPaise,
    personalPaise: body.personalCashPaise,
    takenOverFrom: body.takenOverFrom ?? null,
  };
}

function closed(
  entry: AnyEntry,
  of: Omit<OfShift, 'shiftId'> & { readonly hash: Hash },
): ShiftNews | null {
  const body = closedBody.safeParse(entry.body).data;
  if (body === undefined) return null;
  const { varianceReason, zNumber, fromSeq, closedBy, handedTo, ...rest } = body;
  const { countedPaise, expectedPaise, variancePaise, receipts, reversals } = rest;
  return {
    ...of,
    shiftId: rest.shiftId,
    what: 'closed',
    countedPaise,
    expectedPaise,
    variancePaise,
    reason: varianceReason ?? null,
    zNumber: zNumber ?? null,
    fromSeq: fromSeq ?? null,
    receipts,
    reversals,
    closedBy: closedBy ?? null,
    handedTo: handedTo ?? null,
  };
}

/** Null where the entry says nothing of a shift, or nothing that can be read. */
export function shiftNews({ entry, hash }: Pick<HeldEntry, 'entry' | 'hash'>): ShiftNews | null {
  const { counterId, businessDate, seq, wallTimeMs: at } = entry;
  const of = { counterId, businessDate, seq, at };
  switch (entry.kind) {
    case 'shift.opened':
      return opened(entry, of);
    case 'shift.closed':
      return closed(entry, { ...of, hash });
    case 'shift.suspended':
    case 'shift.resumed': {
      const body = sealBody.safeParse(entry.body).data;
      const what = entry.kind === 'shift.suspended' ? 'sealed' : 'resumed';
      return body === undefined ? null : { ...of, shiftId: body.shiftId, what };
    }
    default:
      return null;
  }
}
