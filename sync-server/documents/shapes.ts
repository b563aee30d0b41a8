/**
 * The bodies that a Z reads more of than their postings: a counter signs what it will, and a paper is
 * made only of what has the form that it should have.
 */
import { z } from 'zod';

import { isCashCount, type CashCount } from '#domain/cash.ts';
import type { AnyEntry } from '#domain/journal/chain.ts';
import { isPaise, type Paise } from '#domain/money.ts';

const money = z.custom<Paise>(isPaise);
const count = z.custom<CashCount>(isCashCount);
const text = z.string().max(500);
const seq = z.number().int().min(0).optional();

const SHAPES: Readonly<Record<string, z.ZodType>> = {
  'receipt.issued': z.looseObject({
    receiptNumber: text,
    serviceCode: text,
    tenderKind: text,
    totalPaise: money,
  }),
  'charge.reversed': z.looseObject({
    receiptNumber: text,
    reason: text,
    approverId: text,
    amountPaise: money,
    paidBackPaise: money,
  }),
  'cash.dropped': z.looseObject({
    dropId: text,
    bagNumber: text,
    approverId: text,
    amountPaise: money,
  }),
  'shift.opened': z.looseObject({ personalCashPaise: money, takenOverFrom: text.optional() }),
  'shift.closed': z.looseObject({
    count,
    countedPaise: money,
    expectedPaise: money,
    variancePaise: money,
    varianceReason: text.optional(),
    zNumber: seq,
    fromSeq: seq,
    handedTo: text.optional(),
    closedBy: text.optional(),
  }),
};

export const hasShape = ({ kind, body }: AnyEntry): boolean =>
  SHAPES[kind]?.safeParse(body).success ?? true;
