/**
 * A day's document as the office's chain holds it: the form of `src/domain/day/document.ts`, checked on
 * both sides of the disk. docs/spec/day-close.md, DC8 and DC10.
 */
import { z } from 'zod';

import { isCashCount, type CashCount } from '#domain/cash.ts';
import {
  COUNTER_STATES,
  EXPLANATIONS,
  type DayDeltas,
  type DayDocument,
} from '#domain/day/document.ts';
import { isPaise, type Paise } from '#domain/money.ts';
import { parseIsoDate, type Instant, type IsoDate } from '#domain/time.ts';

export const dayDate = z.custom<IsoDate>((v) => typeof v === 'string' && parseIsoDate(v) !== null);
const money = z.custom<Paise>((v) => isPaise(v));
const instant = z.custom<Instant>((v) => typeof v === 'number' && Number.isSafeInteger(v));
export const cashCount = z.custom<CashCount>((v) => isCashCount(v));
const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const name = z.string().min(1).max(64);
const staff = z.string().max(16);
const words = z.string().min(3).max(500);
const texts = z.strictObject({ en: z.string(), hi: z.string() });
const account = z.string().min(1).max(96);

export const explanation = z.strictObject({
  counterId: name,
  reason: z.enum(EXPLANATIONS),
  words,
});
export const leafCount = z.strictObject({ bookId: name, nextLeaf: count.min(1) });
export const safeCount = z.strictObject({
  count: cashCount,
  countedPaise: money,
  bookPaise: money,
  differencePaise: money,
});

const counter = z.strictObject({
  counterId: name,
  state: z.enum(COUNTER_STATES),
  fromSeq: count.nullable(),
  throughSeq: count.nullable(),
  headHash: z.string().length(64).nullable(),
  heldSeq: count,
  missingEntries: count.nullable(),
  lastHeardAt: instant.nullable(),
  explanation: explanation.omit({ counterId: true }).nullable(),
});

const shift = z.strictObject({
  counterId: name,
  shiftId: name,
  staffId: staff,
  openedAt: instant,
  closedAt: instant.nullable(),
  isSealed: z.boolean(),
  takenOverFrom: name.nullable(),
  handedTo: staff.nullable(),
  closedBy: staff.nullable(),
  zNumber: count.nullable(),
  fromSeq: count.nullable(),
  throughSeq: count.nullable(),
  zHash: z.string().length(64).nullable(),
  floatPaise: money,
  countedPaise: money.nullable(),
  expectedPaise: money.nullable(),
  variancePaise: money.nullable(),
  reason: z.string().max(500).nullable(),
  takingsPaise: money.nullable(),
});

const figures = {
  receipts: z.number().int(),
  reversals: z.number().int(),
  chargedPaise: money,
  reversedPaise: money,
  netPaise: money,
};
const headLine = z.strictObject({
  head: account,
  chargedPaise: money,
  reversedPaise: money,
  netPaise: money,
  cashPaise: money,
  upiPaise: money,
  instrumentPaise: money,
});
const tenderLine = z.strictObject({ tender: z.string().max(12), ...figures });
const serviceLine = z.strictObject({ serviceCode: z.string().max(64), texts, ...figures });
const accountLine = z.strictObject({
  account,
  openingPaise: money,
  movedPaise: money,
  closingPaise: money,
});

const listed = { counterId: name, seq: count, at: instant, staffId: staff };
const cancelled = z.strictObject({
  ...listed,
  receiptNumber: z.string().max(40),
  amountPaise: money,
  reason: z.string().max(64),
  approverId: staff,
  paidBackPaise: money,
  toRefundPaise: money,
});
const waived = z.strictObject({
  ...listed,
  receiptNumber: z.string().max(40),
  serviceCode: z.string().max(64),
  waivedPaise: money,
  totalPaise: money,
});
const reprint = z.strictObject({
  ...listed,
  receiptNumber: z.string().max(40),
  duplicate: count,
});
const other = z.strictObject({
  ...listed,
  kind: z.string().max(40),
  shiftId: z.string().max(40),
  amountPaise: money,
  body: z.record(z.string(), z.unknown()),
});
const listOf = <T extends z.ZodType>(item: T) =>
  z.strictObject({ count, amountPaise: money, items: z.array(item) });

const depositAct = z.strictObject({
  depositId: name,
  act: z.enum(['prepared', 'carried', 'accepted', 'returned']),
  at: instant,
  staffId: staff,
  amountPaise: money,
  bagNumber: z.string().max(40),
  bankReference: z.string().max(64).nullable(),
});

export const dayDocument: z.ZodType<DayDocument> = z.strictObject({
  formatVersion: z.literal(1),
  officeId: name,
  date: dayDate,
  madeAt: instant,
  counters: z.array(counter),
  shifts: z.array(shift),
  byHead: z.array(headLine),
  byTender: z.array(tenderLine),
  byService: z.array(serviceLine),
  accounts: z.array(accountLine),
  people: z.array(
    z.strictObject({ staffId: staff, shifts: count, overPaise: money, shortPaise: money }),
  ),
  awaitingUpi: z.strictObject({
    askedPaise: money,
    asked: z.array(z.strictObject({ counterId: name, chargeId: name, amountPaise: money })),
    paidPaise: money,
  }),
  cancelled: listOf(cancelled),
  waived: listOf(waived),
  reprinted: listOf(reprint),
  others: listOf(other),
  deposits: z.array(depositAct),
  safeCount: safeCount.nullable(),
  leaves: z.array(leafCount),
});

export const dayDeltas: z.ZodType<DayDeltas> = z.strictObject({
  byHead: z.array(headLine),
  byTender: z.array(tenderLine),
  byService: z.array(serviceLine),
  accounts: z.array(accountLine.pick({ account: true, movedPaise: true })),
  counters: z.array(
    z.strictObject({
      counterId: name,
      fromSeq: count,
      throughSeq: count,
      headHash: z.string().length(64),
    }),
  ),
});
