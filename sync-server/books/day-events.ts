/**
 * What a day's document lists one by one: cancelled and waived charges, reprints, drops, counts, slips,
 * notes, certificates. Kept with its body as it was signed; nothing in it is personal (P10). Pure.
 */
import { z } from 'zod';

import type { AnyEntry } from '#domain/journal/chain.ts';
import type { EntryKind } from '#domain/journal/kinds.ts';
import { isPaise, negate, sum, ZERO, type Paise } from '#domain/money.ts';
import type { Instant, IsoDate } from '#domain/time.ts';

/** A receipt with nothing to pay, or with something taken off: listed as waived. */
export const WAIVED = 'charge.waived';

export interface DayEvent {
  readonly counterId: string;
  readonly businessDate: IsoDate;
  readonly seq: number;
  /** Of the entry, or {@link WAIVED}. */
  readonly kind: string;
  readonly shiftId: string;
  readonly staffId: string;
  readonly at: Instant;
  readonly amountPaise: Paise;
  /** The body as JSON; of a waived charge what the list needs of it. */
  readonly body: string;
}

const LISTED: ReadonlySet<string> = new Set<EntryKind>([
  'charge.reversed',
  'receipt.reprinted',
  'cash.dropped',
  'cash.exchanged',
  'change.owed',
  'change.given',
  'note.refused',
  'count.ordered',
  'count.taken',
  'shift.counted',
  'certificate.issued',
  'drawer.opened',
  'count.put_off',
  'leaf.keyed',
  'leaf.spoilt',
  'instrument.received',
  'instrument.realised',
  'instrument.dishonoured',
]);

/** A total is rounded, which waives nothing. */
const ROUNDING = 'ROUNDING';

const money = z.custom<Paise>((value) => isPaise(value));
const receiptBody = z.looseObject({
  receiptNumber: z.string().max(40),
  serviceCode: z.string().max(64),
  totalPaise: money,
  lines: z.array(z.looseObject({ code: z.string().max(64), amountPaise: money })).max(200),
});

function waived(entry: AnyEntry): { readonly amountPaise: Paise; readonly body: string } | null {
  const receipt = receiptBody.safeParse(entry.body).data;
  if (receipt === undefined) return null;
  const off = receipt.lines.filter((it) => it.amountPaise < 0 && it.code !== ROUNDING);
  if (off.length === 0 && receipt.totalPaise > 0) return null;
  const { receiptNumber, serviceCode, totalPaise } = receipt;
  const codes = off.map(({ code }) => code);
  return {
    amountPaise: negate(sum(off.map((it) => it.amountPaise))),
    body: JSON.stringify({ receiptNumber, serviceCode, totalPaise, codes }),
  };
}

/** The amount that a list of its kind adds up. */
function amountOf({ body }: AnyEntry): Paise {
  const found = body['amountPaise'] ?? body['totalPaise'] ?? body['denominationPaise'];
  return isPaise(found) ? found : ZERO;
}

export function eventOf(entry: AnyEntry): DayEvent | null {
  const { counterId, businessDate, seq, kind, wallTimeMs: at } = entry;
  // A row has so much room; a journal may say anything.
  const shiftId = (entry.shiftId ?? '').slice(0, 40);
  const staffId = (entry.staffId ?? '').slice(0, 16);
  const of = { counterId, businessDate, seq, shiftId, staffId, at };
  if (kind === 'receipt.issued') {
    const found = waived(entry);
    return found === null ? null : { ...of, kind: WAIVED, ...found };
  }
  if (!LISTED.has(kind)) return null;
  return { ...of, kind, amountPaise: amountOf(entry), body: JSON.stringify(entry.body) };
}
