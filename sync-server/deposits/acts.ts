/**
 * A deposit's way, each step one act: prepared by one, let go by another, accepted by the bank or
 * brought back. What may follow what is the domain's; here it meets the books, the office's limits and
 * its calendar. docs/spec/deposits.md.
 */
import type { CashCount } from '#domain/cash.ts';
import { allocate, type FeesInSafe } from '#domain/deposits/allocation.ts';
import {
  mayAccept,
  mayBecome,
  mayCarry,
  sheetTotal,
  type DelayReason,
} from '#domain/deposits/deposit.ts';
import { checkLimit, delayed, dueDate, mayBeLate } from '#domain/deposits/limits.ts';
import { SAFE } from '#domain/ledger/postings.ts';
import { subtract, ZERO, type Paise } from '#domain/money.ts';
import { fail, ok, type Failure, type Result } from '#domain/result.ts';
import { istDate, type IsoDate } from '#domain/time.ts';
import type { DepositRow } from '#server/api/office-cash-contract.ts';
import type { ServerContext } from '#server/context.ts';
import { actAtOffice, openOfficeCase, record, type HeldOffice } from '#server/office-chain/act.ts';
import { balancesAt } from '#server/store/books.ts';
import {
  depositById,
  isBagUnderWay,
  isReferenceUsed,
  nextNumber,
  preparedPaise,
  standing,
  type DepositRecord,
} from '#server/store/deposits.ts';
import { officeById, staffOf } from '#server/store/fleet.ts';
import { depositSettings, deskSettings } from '#server/store/office-desk.ts';
import { calendarOf } from './calendar.ts';
import { feesOf } from './fees.ts';

export interface NewDeposit {
  readonly staffId: string;
  readonly count: CashCount;
  readonly branchId: string;
  readonly bagNumber: string;
  readonly delay?: { readonly reason: DelayReason; readonly words: string } | undefined;
}

/** DE9: the ceilings of the office and of whoever carries; a warning is gone on with and kept. */
async function warningsOf(
  { writer, officeId }: HeldOffice,
  amountPaise: Paise,
): Promise<Result<readonly Failure[]>> {
  const desk = depositSettings(await deskSettings(writer, officeId));
  const safe = (await balancesAt(writer, officeId, null)).get(SAFE) ?? ZERO;
  const inBags = await preparedPaise(writer, officeId);
  const stays = subtract(subtract(safe, inBags), amountPaise);
  const checks = [
    checkLimit(desk.office, stays, 'SAFE_OVER_CEILING'),
    checkLimit(desk.officer, amountPaise, 'CARRIER_OVER_CEILING'),
  ];
  const warnings: Failure[] = [];
  for (const check of checks) {
    if (!check.ok) return check;
    if (check.value !== null) warnings.push(check.value);
  }
  return ok(warnings);
}

interface Due {
  readonly oldestDate: IsoDate;
  readonly dueOn: IsoDate;
  readonly delay: NewDeposit['delay'] | null;
}

/** DE10: why it is late, where it is; what is not late needs no reason and keeps none. */
async function dueOf(
  { writer, officeId, at }: HeldOffice,
  of: { readonly fees: FeesInSafe; readonly delay: NewDeposit['delay'] },
): Promise<Result<Due>> {
  const settings = depositSettings(await deskSettings(writer, officeId));
  const calendar = calendarOf(await officeById(writer, officeId));
  const today = istDate(at);
  const oldestDate = of.fees.byDay[0]?.date ?? today;
  const late = delayed({ oldest: oldestDate, today, calendar, settings });
  const said = mayBeLate(late, of.delay?.reason ?? null);
  if (!said.ok) return said;
  const dueOn = dueDate(calendar, oldestDate, settings.dueWorkingDays);
  return ok({ oldestDate, dueOn, delay: late === null ? null : (of.delay ?? null) });
}

async function prepare(held: HeldOffice, of: NewDeposit): Promise<Result<DepositRow>> {
  const { writer, officeId, at } = held;
  const { branches } = await deskSettings(writer, officeId);
  const branch = branches.find(({ branchId }) => branchId === of.branchId);
  if (branch === undefined) return fail('BRANCH_UNKNOWN');
  const { bagNumber, count, staffId } = of;
  if (await isBagUnderWay(writer, officeId, bagNumber)) {
    return fail('BAG_NUMBER_USED', { bag: bagNumber });
  }
  const total = sheetTotal(count);
  if (!total.ok) return total;
  const fees = await feesOf(writer, { officeId, now: at });
  const lines = allocate(fees, total.value);
  if (!lines.ok) return lines;
  const due = await dueOf(held, { fees, delay: of.delay });
  if (!due.ok) return due;
  const warnings = await warningsOf(held, total.value);
  if (!warnings.ok) return warnings;
  const depositId = `${officeId}-G${await nextNumber(writer, 'deposit', officeId)}`;
  const body = {
    depositId,
    amountPaise: total.value,
    count,
    lines: lines.value,
    branch,
    bagNumber,
    oldestDate: due.value.oldestDate,
    dueOn: due.value.dueOn,
    delay: due.value.delay ?? null,
    warnings: warnings.value.map(({ code }) => code as 'SAFE_OVER_CEILING'),
    staffId,
  };
  await record(held, { kind: 'deposit.prepared', body });
  const made = await depositById(writer, { officeId, depositId });
  return made === null ? fail('DEPOSIT_UNKNOWN') : ok({ ...made, warnings: warnings.value });
}

/** DE1 to DE3, DE9, DE10. Answers the deposit as it stands. */
export const prepareDeposit = (
  context: ServerContext,
  officeId: string,
  of: NewDeposit,
): Promise<Result<DepositRow>> => actAtOffice(context, officeId, (held) => prepare(held, of));

async function depositIn(
  { writer, officeId }: HeldOffice,
  depositId: string,
): Promise<Result<DepositRecord>> {
  const found = await depositById(writer, { officeId, depositId });
  return found === null ? fail('DEPOSIT_UNKNOWN') : ok(found);
}

/** DE4, DE6; both people are of the office's roster. */
export const carryDeposit = (
  context: ServerContext,
  officeId: string,
  of: {
    readonly depositId: string;
    readonly carrier: string;
    readonly witness: string;
    readonly staffId: string;
  },
): Promise<Result<null>> =>
  actAtOffice(context, officeId, async (held) => {
    const found = await depositIn(held, of.depositId);
    if (!found.ok) return found;
    const allowed = mayCarry(standing(found.value), of);
    if (!allowed.ok) return allowed;
    const roster = new Set((await staffOf(held.writer, officeId)).map((it) => String(it.staffId)));
    const stranger = [of.carrier, of.witness].find((staffId) => !roster.has(staffId));
    if (stranger !== undefined) return fail('CUSTODIAN_UNKNOWN', { staff: stranger });
    const { amountPaise } = found.value;
    await record(held, { kind: 'deposit.carried', body: { ...of, amountPaise } });
    return ok(null);
  });

export interface Accepting {
  readonly depositId: string;
  readonly staffId: string;
  readonly bankReference: string;
  readonly realisedOn: IsoDate;
  readonly acceptedPaise: Paise;
  readonly words: string | null;
}

/** DE4, DE7, DE8; another sum than the bag held is a case at HQ. */
export const acceptDeposit = (
  context: ServerContext,
  officeId: string,
  of: Accepting,
): Promise<Result<null>> =>
  actAtOffice(context, officeId, async (held) => {
    const found = await depositIn(held, of.depositId);
    if (!found.ok) return found;
    const answer = { ...of, reason: of.words, today: istDate(held.at) };
    const allowed = mayAccept(standing(found.value), answer);
    if (!allowed.ok) return allowed;
    const { amountPaise, branch } = found.value;
    const reference = of.bankReference;
    if (await isReferenceUsed(held.writer, { branchCode: branch.code, reference })) {
      return fail('BANK_REFERENCE_USED', { reference });
    }
    await record(held, { kind: 'deposit.accepted', body: { ...of, amountPaise } });
    if (of.acceptedPaise !== amountPaise) {
      const { depositId, acceptedPaise } = of;
      const details = { depositId, amountPaise, acceptedPaise };
      await openOfficeCase(held, { kind: 'deposit_differs', subject: depositId, details });
    }
    return ok(null);
  });

/** DE5: given up before it left, or brought back; a bag that had left and came back is a case. */
export const returnDeposit = (
  context: ServerContext,
  officeId: string,
  of: { readonly depositId: string; readonly words: string; readonly staffId: string },
): Promise<Result<null>> =>
  actAtOffice(context, officeId, async (held) => {
    const found = await depositIn(held, of.depositId);
    if (!found.ok) return found;
    const allowed = mayBecome(standing(found.value), 'returned');
    if (!allowed.ok) return allowed;
    const { amountPaise, state, depositId } = found.value;
    const wasCarried = state === 'carried';
    await record(held, { kind: 'deposit.returned', body: { ...of, amountPaise, wasCarried } });
    if (wasCarried) {
      const details = { depositId, amountPaise };
      await openOfficeCase(held, { kind: 'deposit_returned', subject: depositId, details });
    }
    return ok(null);
  });
