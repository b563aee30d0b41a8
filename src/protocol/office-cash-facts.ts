/** What an office chain says of days, cash on its way, books of leaves and cheques. */
import { z } from 'zod';

import { DELAY_REASONS } from '#domain/deposits/deposit.ts';
import { DISHONOUR_REASONS } from '#domain/journal/instrument-kinds.ts';
import { isBookId, MAX_LEAF } from '#domain/leaf.ts';
import { isPaise, type Paise } from '#domain/money.ts';
import {
  cashCount,
  dayDate as date,
  dayDeltas,
  dayDocument,
  explanation,
  leafCount,
  safeCount,
} from './day-document.ts';

const staffId = z.string().min(1).max(16);
const words = z.string().min(3).max(500);
const name = z.string().min(1).max(64);
const seq = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const signedMoney = z.custom<Paise>((v) => isPaise(v));
const money = z.custom<Paise>((v) => isPaise(v) && v >= 0);
const bookId = z.string().refine(isBookId);
const leaf = z
  .number()
  .int()
  .min(1)
  .max(MAX_LEAF + 1);
const line = z.strictObject({ account: z.string().min(1).max(96), amountPaise: signedMoney });
const lines = z.array(line).min(1).max(200).readonly();
const branch = z.strictObject({
  branchId: name,
  texts: z.strictObject({ en: z.string().min(1), hi: z.string().min(1) }),
  kind: z.enum(['bank', 'treasury']),
  code: z.string().min(1).max(20),
});
const limit = z.strictObject({ mostPaise: money, act: z.enum(['warn', 'block']) });

/** What an office's desk is held to; DE9, DE10, DC7. */
export const deskSettings = z.strictObject({
  deposits: z.strictObject({
    office: limit.optional(),
    officer: limit.optional(),
    dueWorkingDays: z.number().int().min(0).max(15).optional(),
  }),
  /** After the midnight with which the day begins. */
  cutOffMinutes: z.number().int().min(1_440).max(10_080),
  branches: z.array(branch).max(50).readonly(),
});

export const DAY_FACTS = {
  'day.prepared': z.strictObject({
    date,
    /** Of what the maker saw. */
    revision: z.number().int().min(0),
    netPaise: signedMoney,
    explanations: z.array(explanation).max(200).readonly(),
    safeCount: safeCount.nullable(),
    leafCounts: z.array(leafCount).max(200).readonly(),
    staffId,
  }),
  /** By two people, by the one there is, or by itself; who closes is the checker. */
  'day.closed': z.strictObject({
    how: z.enum(['two', 'one', 'cut_off']),
    maker: staffId.nullable(),
    checker: staffId.nullable(),
    document: dayDocument,
  }),
  'day.supplemented': z.strictObject({
    number: z.number().int().min(1),
    /** Where the document before it stands in this chain. */
    follows: seq,
    deltas: dayDeltas,
    document: dayDocument,
  }),
  'day.checked': z.strictObject({
    date,
    /** The document that was looked at. */
    documentSeq: seq,
    finding: z.enum(['agreed', 'disputed']),
    words,
    staffId,
  }),
} as const;

export const CASH_FACTS = {
  'desk.settings_changed': z.strictObject({ settings: deskSettings, staffId }),
  'deposit.prepared': z.strictObject({
    depositId: name,
    amountPaise: money,
    count: cashCount,
    lines,
    branch,
    bagNumber: z.string().min(1).max(40),
    oldestDate: date,
    dueOn: date,
    delay: z.strictObject({ reason: z.enum(DELAY_REASONS), words }).nullable(),
    /** Ceilings that were passed with a warning. */
    warnings: z.array(z.enum(['SAFE_OVER_CEILING', 'CARRIER_OVER_CEILING'])).readonly(),
    staffId,
  }),
  'deposit.carried': z.strictObject({
    depositId: name,
    amountPaise: money,
    carrier: staffId,
    witness: staffId,
    staffId,
  }),
  'deposit.accepted': z.strictObject({
    depositId: name,
    amountPaise: money,
    acceptedPaise: money,
    bankReference: name,
    realisedOn: date,
    words: words.nullable(),
    staffId,
  }),
  'deposit.returned': z.strictObject({
    depositId: name,
    amountPaise: money,
    wasCarried: z.boolean(),
    words,
    staffId,
  }),
  'remittance.prepared': z.strictObject({
    remittanceId: name,
    lines,
    treasury: branch,
    staffId,
  }),
  'remittance.withdrawn': z.strictObject({ remittanceId: name, words, staffId }),
  'treasury.remitted': z.strictObject({
    remittanceId: name,
    lines,
    challanNumber: name,
    realisedOn: date,
    staffId,
  }),
  'leaf_book.issued': z.strictObject({ bookId, firstLeaf: leaf, lastLeaf: leaf, staffId }),
  'leaf_book.handed': z.strictObject({
    bookId,
    custodian: staffId.nullable(),
    nextLeaf: leaf,
    staffId,
  }),
  'leaf_book.counted': z.strictObject({ bookId, nextLeaf: leaf, staffId }),
  'leaf_book.closed': z.strictObject({ bookId, words, staffId }),
  'cheque.realised': z.strictObject({
    instrumentId: name,
    counterId: name,
    amountPaise: money,
    bankReference: name,
    realisedOn: date,
    staffId,
  }),
  'cheque.dishonoured': z.strictObject({
    instrumentId: name,
    counterId: name,
    amountPaise: money,
    reason: z.enum(DISHONOUR_REASONS),
    returnedOn: date,
    staffId,
  }),
} as const;
