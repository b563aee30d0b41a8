/** The document of an office's day as the books stand within a transaction. */
import type { DayDocument, Explanation, LeafCount, SafeCount } from '#domain/day/document.ts';
import { makeDayDocument } from '#domain/day/make-document.ts';
import { negate, sum, ZERO } from '#domain/money.ts';
import { AWAITING_UPI } from '#domain/ledger/postings.ts';
import type { Instant, IsoDate } from '#domain/time.ts';
import type { Reader } from '#server/store/database.ts';
import { depositActsOn } from '#server/store/deposits.ts';
import { awaitedPayments } from '#server/store/upi-booked.ts';
import { dayLists } from './day-lists.ts';
import { explained, readDay, type DayFacts } from './read-day.ts';

/** What people added to what is in the books. */
export interface SaidByPeople {
  readonly explanations: readonly Explanation[];
  readonly safeCount: SafeCount | null;
  readonly leafCounts: readonly LeafCount[];
}

export const NOTHING_SAID: SaidByPeople = { explanations: [], safeCount: null, leafCounts: [] };

export async function documentOf(
  reader: Reader,
  facts: DayFacts,
  of: { readonly at: Instant; readonly said: SaidByPeople },
): Promise<DayDocument> {
  const { officeId, date, rows, opening, services, names } = facts;
  const { at: madeAt, said } = of;
  const asked = await awaitedPayments(reader, officeId);
  const given = {
    officeId,
    date,
    madeAt,
    counters: explained(facts.counters, said.explanations),
    shifts: facts.shifts,
    ...dayLists(facts.events),
    awaitingUpi: {
      asked,
      askedPaise: sum(asked.map(({ amountPaise }) => amountPaise)),
      paidPaise: ZERO,
    },
    deposits: await depositActsOn(reader, officeId, date),
    safeCount: said.safeCount,
    leaves: said.leafCounts,
  };
  const namesOf = (code: string) => names.get(code) ?? { en: code, hi: code };
  const document = makeDayDocument(given, { rows, opening, services, namesOf });
  const awaiting = document.accounts.find(({ account }) => account === AWAITING_UPI);
  const balance = awaiting?.closingPaise ?? ZERO;
  // Negative: the gateway has it, and no counter has made a receipt yet.
  const paidPaise = balance < 0 ? negate(balance) : ZERO;
  return { ...document, awaitingUpi: { ...document.awaitingUpi, paidPaise } };
}

export async function makeDay(
  reader: Reader,
  of: {
    readonly officeId: string;
    readonly date: IsoDate;
    readonly at: Instant;
    readonly said: SaidByPeople;
  },
): Promise<DayDocument> {
  return documentOf(reader, await readDay(reader, of), of);
}
