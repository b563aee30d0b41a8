/**
 * From the bank to the treasury, head by head: prepared by one, told as remitted by another, never more
 * than what reached the bank under a head. docs/spec/deposits.md, DE11 and DE12.
 */
import type { DepositLine } from '#domain/deposits/deposit.ts';
import { formatPaise, negate, sum, ZERO, type Paise } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { istDate, type IsoDate } from '#domain/time.ts';
import type { RemittanceRow, Remittances } from '#server/api/office-cash-contract.ts';
import type { ServerContext } from '#server/context.ts';
import { actAtOffice, record, type HeldOffice } from '#server/office-chain/act.ts';
import type { Reader } from '#server/store/database.ts';
import { nextNumber } from '#server/store/deposits.ts';
import { reachedBank } from '#server/store/bank-lines.ts';
import { deskSettings } from '#server/store/office-desk.ts';
import { remittanceById, remittancesOf } from '#server/store/remittances.ts';

type Heads = Remittances['heads'];

const totalsOf = (lines: readonly DepositLine[]): ReadonlyMap<string, Paise> =>
  new Map(
    [...Map.groupBy(lines, ({ account }) => account)].map(([account, its]) => [
      account,
      sum(its.map(({ amountPaise }) => amountPaise)),
    ]),
  );

/** DE11: what came to the bank under each account, less what went on. */
export async function bankHeads(reader: Reader, officeId: string): Promise<Heads> {
  const rows = await remittancesOf(reader, officeId);
  const of = (state: RemittanceRow['state']) =>
    totalsOf(rows.filter((row) => row.state === state).flatMap(({ lines }) => lines));
  const [came, prepared, remitted] = [
    totalsOf(await reachedBank(reader, officeId)),
    of('prepared'),
    of('remitted'),
  ];
  return [...new Set([...came.keys(), ...prepared.keys(), ...remitted.keys()])]
    .sort()
    .map((account) => {
      const preparedPaise = prepared.get(account) ?? ZERO;
      const remittedPaise = remitted.get(account) ?? ZERO;
      const all = [came.get(account) ?? ZERO, negate(preparedPaise), negate(remittedPaise)];
      return { account, atBankPaise: sum(all), preparedPaise, remittedPaise };
    });
}

function mayTake(heads: Heads, lines: readonly DepositLine[]): Result<null> {
  const asked = totalsOf(lines);
  if (asked.size !== lines.length) return fail('INPUT_INVALID', { field: 'lines' });
  for (const { account, amountPaise } of lines) {
    const most = heads.find((head) => head.account === account)?.atBankPaise ?? ZERO;
    // What lowers (a shortage) goes whole, as it came.
    const isWrong = most < 0 ? amountPaise !== most : amountPaise <= 0 || amountPaise > most;
    if (!isWrong) continue;
    return fail('REMITTANCE_TOO_MUCH', {
      head: account.replace('revenue:', ''),
      most: formatPaise(most > 0 ? most : ZERO),
    });
  }
  return ok(null);
}

async function prepare(
  office: HeldOffice,
  of: {
    readonly branchId: string;
    readonly lines: readonly DepositLine[];
    readonly staffId: string;
  },
): Promise<Result<RemittanceRow>> {
  const { writer, officeId } = office;
  const { branches } = await deskSettings(writer, officeId);
  const treasury = branches.find(
    ({ branchId, kind }) => branchId === of.branchId && kind === 'treasury',
  );
  if (treasury === undefined) return fail('BRANCH_UNKNOWN');
  const heads = await bankHeads(writer, officeId);
  const allowed = mayTake(heads, of.lines);
  if (!allowed.ok) return allowed;
  // What the bank was short of must go with it: else more would be remitted than there is.
  const held = sum(heads.map(({ atBankPaise }) => atBankPaise));
  const asked = sum(of.lines.map(({ amountPaise }) => amountPaise));
  if (asked > held || asked <= 0) {
    return fail('REMITTANCE_TOO_MUCH', {
      head: officeId,
      most: formatPaise(held > 0 ? held : ZERO),
    });
  }
  const remittanceId = `${officeId}-R${await nextNumber(writer, 'remittance', officeId)}`;
  const { lines, staffId } = of;
  const body = { remittanceId, lines, treasury, staffId };
  await record(office, { kind: 'remittance.prepared', body });
  const made = await remittanceById(writer, { officeId, remittanceId });
  return made === null ? fail('REMITTANCE_UNKNOWN') : ok(made);
}

export const prepareRemittance = (
  context: ServerContext,
  officeId: string,
  of: Parameters<typeof prepare>[1],
): Promise<Result<RemittanceRow>> => actAtOffice(context, officeId, (held) => prepare(held, of));

async function waiting(
  { writer, officeId }: HeldOffice,
  remittanceId: string,
): Promise<Result<RemittanceRow>> {
  const found = await remittanceById(writer, { officeId, remittanceId });
  if (found === null) return fail('REMITTANCE_UNKNOWN');
  const { state } = found;
  return state === 'prepared' ? ok(found) : fail('REMITTANCE_STATE', { state });
}

/** DE12: by another person; the treasury's date is not before it was prepared nor after today. */
export const remit = (
  context: ServerContext,
  officeId: string,
  of: {
    readonly remittanceId: string;
    readonly challanNumber: string;
    readonly realisedOn: IsoDate;
    readonly staffId: string;
  },
): Promise<Result<null>> =>
  actAtOffice(context, officeId, async (held) => {
    const found = await waiting(held, of.remittanceId);
    if (!found.ok) return found;
    const { preparedBy, preparedAt, lines } = found.value;
    if (preparedBy === of.staffId) return fail('SECOND_PERSON_NEEDED');
    const { realisedOn: date } = of;
    const prepared = istDate(preparedAt);
    if (date < prepared) return fail('BANK_DATE_EARLY', { date, carried: prepared });
    if (date > istDate(held.at)) return fail('BANK_DATE_FUTURE', { date });
    await record(held, { kind: 'treasury.remitted', body: { ...of, lines } });
    return ok(null);
  });

export const withdrawRemittance = (
  context: ServerContext,
  officeId: string,
  of: { readonly remittanceId: string; readonly words: string; readonly staffId: string },
): Promise<Result<null>> =>
  actAtOffice(context, officeId, async (held) => {
    const found = await waiting(held, of.remittanceId);
    if (!found.ok) return found;
    await record(held, { kind: 'remittance.withdrawn', body: of });
    return ok(null);
  });
