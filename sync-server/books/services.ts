/** What was charged and reversed by service: for the day's document and the register of receipts. Pure. */
import { z } from 'zod';

import type { AnyEntry } from '#domain/journal/chain.ts';
import { isPaise, type Paise } from '#domain/money.ts';
import type { IsoDate } from '#domain/time.ts';

interface OfCharge {
  readonly counterId: string;
  readonly businessDate: IsoDate;
  readonly receiptNumber: string;
  readonly amountPaise: Paise;
}

/** A reversal names its receipt alone: its service is found by the number. */
export type ServiceCharge = OfCharge &
  (
    | { readonly what: 'charged'; readonly serviceCode: string; readonly tender: string }
    | { readonly what: 'reversed' }
  );

const money = z.custom<Paise>((value) => isPaise(value) && value >= 0);
const receiptNumber = z.string().min(1).max(40);
const chargedBody = z.looseObject({
  receiptNumber,
  serviceCode: z.string().min(1).max(64),
  tenderKind: z.string().min(1).max(12),
  totalPaise: money,
});
const reversedBody = z.looseObject({ receiptNumber, amountPaise: money });

export function serviceOf({ counterId, businessDate, kind, body }: AnyEntry): ServiceCharge | null {
  const of = { counterId, businessDate };
  if (kind === 'receipt.issued') {
    const charged = chargedBody.safeParse(body).data;
    if (charged === undefined) return null;
    const { serviceCode, tenderKind: tender, totalPaise: amountPaise } = charged;
    const number = charged.receiptNumber;
    return { ...of, what: 'charged', receiptNumber: number, serviceCode, tender, amountPaise };
  }
  const reversed = kind === 'charge.reversed' ? reversedBody.safeParse(body).data : undefined;
  if (reversed === undefined) return null;
  const { receiptNumber: number, amountPaise } = reversed;
  return { ...of, what: 'reversed', receiptNumber: number, amountPaise };
}
