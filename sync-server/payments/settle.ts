/**
 * What the gateway paid out, in the offices' chains: each office's part of a settlement is one fact, once
 * the gateway's own sum and the movements in it agree. More that is found later, and receipts that come
 * later, are another fact; a settlement that the bank sent back is taken out again.
 * docs/spec/payments.md, U26.
 */
import { z } from 'zod';

import { decodeEntry } from '#domain/journal/chain.ts';
import { isPaise, negate, subtract, sum, ZERO, type Paise } from '#domain/money.ts';
import { newCollection } from '#domain/payments/machine.ts';
import {
  addedLines,
  lessLines,
  settledLines,
  type SettledCharge,
} from '#domain/payments/settled-lines.ts';
import { DAY_MS, istDate, instant } from '#domain/time.ts';
import type { OfficeFactBody } from '#protocol/office-chain.ts';
import type { ServerContext } from '#server/context.ts';
import type { Reader, Writer } from '#server/store/database.ts';
import { lockOfficeChain, recordFact } from '#server/store/office-chain.ts';
import { readCollection } from '#server/store/payments.ts';
import {
  arrivalsOfPart,
  movementsOfPart,
  partsToBook,
  partsToReturn,
  upiReceipts,
  type KeptArrival,
  type OfficeMovement,
  type PartKey,
  type PartToBook,
  type UpiReceipt,
} from '#server/store/settlements.ts';

const AT_ONCE = 500;
/** Longer than any evidence of a payment, or a receipt of it, may be late. */
const DAYS_LOOKED_AT = 30;
const CHARGES_AT_ONCE = 200;

const receiptBody = z.looseObject({
  lines: z.array(
    z.looseObject({ head: z.string(), amountPaise: z.custom<Paise>((value) => isPaise(value)) }),
  ),
});

/** A receipt whose lines cannot be read is no receipt here: its payment waits. */
function receiptOf({ text, receiptNumber, totalPaise }: UpiReceipt): SettledCharge['receipts'] {
  const entry = decodeEntry(text);
  const body = entry.ok ? receiptBody.safeParse(entry.value.body) : null;
  if (body?.success !== true) return [];
  const { lines } = body.data;
  const isWhole = sum(lines.map(({ amountPaise }) => amountPaise)) === totalPaise;
  return isWhole ? [{ receiptNumber, totalPaise, lines }] : [];
}

async function chargesOf(
  reader: Reader,
  officeId: string,
  movements: readonly OfficeMovement[],
): Promise<ReadonlyMap<string, SettledCharge>> {
  const ids = [...new Set(movements.map(({ chargeId }) => chargeId))];
  const charges = new Map<string, SettledCharge>();
  for (let at = 0; at < ids.length; at += CHARGES_AT_ONCE) {
    const chargeIds = ids.slice(at, at + CHARGES_AT_ONCE);
    const receipts = await upiReceipts(reader, { officeId, chargeIds });
    for (const chargeId of chargeIds) {
      const known = await readCollection(reader, { officeId, chargeId });
      const its = receipts.filter((it) => it.chargeId === chargeId);
      charges.set(chargeId, {
        collection: known ?? newCollection(chargeId, ZERO),
        receipts: its.flatMap(receiptOf),
      });
    }
  }
  return charges;
}

type Sums = Pick<
  OfficeFactBody<'settlement.arrived'>,
  'grossPaise' | 'refundedPaise' | 'feePaise' | 'taxPaise' | 'payments'
>;

const total = (of: readonly Paise[]): Paise => sum(of);

function sumsOf(movements: readonly OfficeMovement[]): Sums {
  const amounts = movements.map(({ amountPaise }) => amountPaise);
  return {
    grossPaise: total(amounts.filter((amount) => amount > 0)),
    refundedPaise: negate(total(amounts.filter((amount) => amount < 0))),
    feePaise: total(movements.map(({ feePaise }) => feePaise)),
    taxPaise: total(movements.map(({ taxPaise }) => taxPaise)),
    payments: movements.filter(({ type }) => type === 'PAYMENT').length,
  };
}

const bookedSums = (of: readonly KeptArrival[]): Sums => ({
  grossPaise: total(of.map(({ grossPaise }) => grossPaise)),
  refundedPaise: total(of.map(({ refundedPaise }) => refundedPaise)),
  feePaise: total(of.map(({ feePaise }) => feePaise)),
  taxPaise: total(of.map(({ taxPaise }) => taxPaise)),
  payments: of.reduce((count, { payments }) => count + payments, 0),
});

/** What the part is more than the chain says, and what of it is another account's now. */
async function restOf(writer: Writer, part: PartKey, booked: readonly KeptArrival[]) {
  const movements = await movementsOfPart(writer, part);
  const charges = await chargesOf(writer, part.officeId, movements);
  const placed = movements.flatMap((it) => {
    const charge = charges.get(it.chargeId);
    return charge === undefined ? [] : [{ ...it, charge }];
  });
  const [now, before] = [sumsOf(movements), bookedSums(booked)];
  return {
    grossPaise: subtract(now.grossPaise, before.grossPaise),
    refundedPaise: subtract(now.refundedPaise, before.refundedPaise),
    feePaise: subtract(now.feePaise, before.feePaise),
    taxPaise: subtract(now.taxPaise, before.taxPaise),
    payments: now.payments - before.payments,
    lines: lessLines(
      settledLines(placed),
      booked.flatMap(({ lines }) => lines),
    ),
  };
}

async function arrive(context: ServerContext, writer: Writer, part: PartToBook): Promise<void> {
  const { officeId, settlementId, utr } = part;
  await lockOfficeChain(writer, officeId);
  const known = await arrivalsOfPart(writer, part);
  const rest = await restOf(
    writer,
    part,
    known.filter(({ isReturned }) => !isReturned),
  );
  const { grossPaise, refundedPaise, feePaise, taxPaise, payments, lines } = rest;
  // Movements are only added to a settlement: what is less is a break, and not for the books.
  const amounts = [grossPaise, refundedPaise, feePaise, taxPaise, payments];
  if (amounts.some((amount) => amount < 0)) return;
  if (lines.length === 0 && amounts.every((amount) => amount === 0)) return;
  const at = context.now();
  const settledOn = istDate(part.settledAt === null ? at : instant(part.settledAt));
  const body = { settlementId, utr, nth: known.length + 1, settledOn, ...rest };
  await recordFact(context, writer, { officeId, at, fact: { kind: 'settlement.arrived', body } });
}

async function takeBack(context: ServerContext, writer: Writer, part: PartKey): Promise<void> {
  const { officeId, settlementId, utr } = part;
  await lockOfficeChain(writer, officeId);
  const arrived = (await arrivalsOfPart(writer, part)).filter(({ isReturned }) => !isReturned);
  if (arrived.length === 0) return;
  const { grossPaise, refundedPaise, feePaise, taxPaise } = bookedSums(arrived);
  const sums = { grossPaise, refundedPaise, feePaise, taxPaise };
  const lines = addedLines(arrived.flatMap((it) => it.lines));
  const body = { settlementId, utr, ...sums, lines };
  const fact = { kind: 'settlement.returned', body } as const;
  await recordFact(context, writer, { officeId, at: context.now(), fact });
}

/** Answers how many parts were looked into. Safe to repeat. */
export async function bookSettlements(context: ServerContext): Promise<number> {
  const { database } = context;
  const back = await partsToReturn(database.read, AT_ONCE);
  for (const part of back) await database.transact((writer) => takeBack(context, writer, part));
  const seenSince = context.now() - DAYS_LOOKED_AT * DAY_MS;
  const parts = await partsToBook(database.read, { seenSince, limit: AT_ONCE });
  for (const part of parts) await database.transact((writer) => arrive(context, writer, part));
  return back.length + parts.length;
}
