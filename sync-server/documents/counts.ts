/** Documents about counts of cash: denomination sheets and memoranda, from entries as they were signed. */
import { z } from 'zod';

import { isCashCount, type CashCount } from '#domain/cash.ts';
import { denominationSheet, type DenominationSheet } from '#domain/documents/denominations.ts';
import type { FormBody } from '#domain/documents/form.ts';
import { inspectionMemoForm, isCountSource } from '#domain/documents/inspection-memo.ts';
import { decodeEntry, type AnyEntry } from '#domain/journal/chain.ts';
import { isPaise, type Paise } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { IsoDate } from '#domain/time.ts';
import type { Reader } from '#server/store/database.ts';
import { depositById } from '#server/store/deposits.ts';
import { eventsOfDay, type ListedEvent } from '#server/store/day-figures.ts';
import { dayOfShift } from '#server/store/document-rows.ts';
import { shiftsOfDay, type ShiftRecord } from '#server/store/office-shifts.ts';
import { entryAt } from '#server/store/receipts.ts';

const count = z.custom<CashCount>(isCashCount);
const money = z.custom<Paise>(isPaise);
const staff = z.string().max(16);

const openedBody = z.looseObject({ float: count });
const closedBody = z.looseObject({ count });
const droppedBody = z.looseObject({
  dropId: z.string(),
  count,
  bagNumber: z.string(),
  approverId: staff,
});
const takenBody = z.looseObject({
  countId: z.string(),
  shiftId: z.string(),
  count,
  countedPaise: money,
  expectedPaise: money,
  variancePaise: money,
  witnessId: staff,
});
const orderedBody = z.looseObject({
  countId: z.string(),
  source: z.string(),
  orderedBy: staff.nullable(),
});

/** The counter of a shift, a drop or a count: what stands before the last hyphen of its name. */
const counterOf = (name: string): string => name.slice(0, name.lastIndexOf('-'));

export async function findShift(
  reader: Reader,
  officeId: string,
  shiftId: string,
): Promise<ShiftRecord | null> {
  const date = await dayOfShift(reader, { officeId, counterId: counterOf(shiftId), shiftId });
  if (date === null) return null;
  return (await shiftsOfDay(reader, officeId, date)).find((it) => it.shiftId === shiftId) ?? null;
}

async function entryOf(reader: Reader, shift: ShiftRecord, seq: number): Promise<AnyEntry | null> {
  const row = await entryAt(reader, shift, seq);
  const decoded = row === null ? null : decodeEntry(row.text);
  return decoded?.ok === true ? decoded.value : null;
}

type Ends = Pick<
  DenominationSheet,
  'count' | 'countedAt' | 'countedBy' | 'witnessedBy' | 'bagNumber' | 'businessDate'
>;

/** The count with which a shift began or ended. */
async function shiftCount(
  reader: Reader,
  shift: ShiftRecord,
  occasion: 'opening' | 'closing',
): Promise<Result<Ends>> {
  const seq = occasion === 'opening' ? shift.openedSeq : shift.closed?.seq;
  if (seq === undefined) return fail('DOCUMENT_SHIFT_UNKNOWN');
  const entry = await entryOf(reader, shift, seq);
  const opened = openedBody.safeParse(entry?.body).data?.float;
  const closed = closedBody.safeParse(entry?.body).data?.count;
  const found = occasion === 'opening' ? opened : closed;
  if (entry === null || found === undefined) return fail('DOCUMENT_UNKNOWN');
  return ok({
    count: found,
    countedAt: entry.wallTimeMs,
    countedBy: shift.closed?.closedBy ?? shift.staffId,
    witnessedBy: shift.closed?.handedTo ?? null,
    bagNumber: null,
    businessDate: shift.businessDate,
  });
}

/** An event of a day whose body has this number at `field`. */
function eventNamed(
  events: readonly ListedEvent[],
  of: { readonly kind: string; readonly field: string; readonly name: string },
): ListedEvent | null {
  return events.find((it) => it.kind === of.kind && it.body[of.field] === of.name) ?? null;
}

async function countInShift(
  reader: Reader,
  of: { readonly officeId: string; readonly date: IsoDate; readonly number: string },
  occasion: 'drop' | 'surprise',
): Promise<Result<Ends>> {
  const events = await eventsOfDay(reader, of.officeId, of.date);
  const isDrop = occasion === 'drop';
  const event = eventNamed(events, {
    kind: isDrop ? 'cash.dropped' : 'count.taken',
    field: isDrop ? 'dropId' : 'countId',
    name: of.number,
  });
  const dropped = droppedBody.safeParse(event?.body).data;
  const taken = takenBody.safeParse(event?.body).data;
  const found = isDrop ? dropped : taken;
  if (event === null || found === undefined) return fail('DOCUMENT_UNKNOWN');
  return ok({
    count: found.count,
    countedAt: event.at,
    countedBy: event.staffId,
    witnessedBy: (isDrop ? dropped?.approverId : taken?.witnessId) ?? null,
    bagNumber: dropped?.bagNumber ?? null,
    businessDate: event.businessDate,
  });
}

async function bagCount(
  reader: Reader,
  of: { readonly officeId: string; readonly depositId: string },
): Promise<Result<Ends>> {
  const deposit = await depositById(reader, of);
  if (deposit === null) return fail('DEPOSIT_UNKNOWN');
  return ok({
    count: deposit.count,
    countedAt: deposit.preparedAt,
    countedBy: deposit.preparedBy,
    witnessedBy: deposit.witness,
    bagNumber: deposit.bagNumber,
    businessDate: deposit.preparedOn,
  });
}

export async function sheetOf(
  reader: Reader,
  of: {
    readonly officeId: string;
    readonly occasion: DenominationSheet['occasion'];
    readonly number: string;
    readonly date: IsoDate | null;
  },
): Promise<Result<FormBody>> {
  const { officeId, occasion, number, date } = of;
  let found: Result<Ends> = fail('DOCUMENT_UNKNOWN');
  if (occasion === 'deposit') found = await bagCount(reader, { officeId, depositId: number });
  if (occasion === 'opening' || occasion === 'closing') {
    const shift = await findShift(reader, officeId, number);
    if (shift !== null) found = await shiftCount(reader, shift, occasion);
  } else if (date !== null && occasion !== 'deposit') {
    found = await countInShift(reader, { officeId, date, number }, occasion);
  }
  if (!found.ok) return found;
  return ok(denominationSheet({ ...found.value, officeId, occasion, number, isTraining: false }));
}

/** DO10: what the record expected is compared once the shift is closed, and for HQ at any time. */
export async function memoOf(
  reader: Reader,
  of: {
    readonly officeId: string;
    readonly date: IsoDate;
    readonly countId: string;
    readonly isBlind: boolean;
  },
): Promise<Result<FormBody>> {
  const events = await eventsOfDay(reader, of.officeId, of.date);
  const name = { field: 'countId', name: of.countId };
  const event = eventNamed(events, { kind: 'count.taken', ...name });
  const taken = takenBody.safeParse(event?.body).data;
  if (event === null || taken === undefined) return fail('DOCUMENT_UNKNOWN');
  const order = eventNamed(events, { kind: 'count.ordered', ...name });
  const ordered = orderedBody.safeParse(order?.body).data;
  const shift = await findShift(reader, of.officeId, taken.shiftId);
  const isOpen = shift?.closed === null || shift === null;
  const { expectedPaise, variancePaise } = taken;
  return ok(
    inspectionMemoForm({
      officeId: of.officeId,
      counterId: event.counterId,
      countId: taken.countId,
      shiftId: taken.shiftId,
      businessDate: event.businessDate,
      source: isCountSource(ordered?.source) ? ordered.source : 'manager',
      orderedBy: ordered?.orderedBy ?? null,
      orderedAt: order?.at ?? null,
      takenAt: event.at,
      clerkId: event.staffId,
      witnessId: taken.witnessId,
      count: taken.count,
      countedPaise: taken.countedPaise,
      compared: of.isBlind && isOpen ? null : { expectedPaise, variancePaise },
      isTraining: false,
    }),
  );
}
