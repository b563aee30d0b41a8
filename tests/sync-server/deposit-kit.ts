/** An office with fees in its safe, a bank branch and a treasury, and what is done with bags. */
import { changeFor, type CashCount } from '#domain/cash.ts';
import { paise } from '#domain/money.ts';
import { startOfDay } from '#domain/time.ts';
import type { DepositRow, Safe } from '#server/api/office-cash-contract.ts';
import { balancesAt } from '#server/store/books.ts';
import {
  CHECKER,
  DAY,
  openOffice,
  signIn,
  signInAtHq,
  workADay,
  type AtPage,
  type TestOffice,
} from './desk-kit.ts';
import type { TestServer } from './testkit.ts';

export const noon = (date = DAY) => startOfDay(date) + 12 * 3_600_000;
export const BRANCH = {
  branchId: 'SBI-KRM',
  texts: { en: 'State Bank, Koramangala', hi: 'स्टेट बैंक, कोरमंगला' },
  kind: 'bank',
  code: 'SBIN0001234',
} as const;
export const TREASURY = {
  ...BRANCH,
  branchId: 'TRY-1',
  kind: 'treasury',
  code: 'KA-TRY-1',
} as const;

export async function setDesk(
  server: TestServer,
  office: TestOffice,
  deposits: Record<string, unknown> = {},
): Promise<void> {
  const hq = await signInAtHq(server);
  const settings = { deposits, cutOffMinutes: 2_160, branches: [BRANCH, TREASURY] };
  const answer = await hq.post(`/offices/${office.officeId}/desk`, settings);
  if (answer.code !== '204') throw new Error(answer.code);
}

const countOf = (amountPaise: number): CashCount => changeFor(paise(amountPaise)) ?? {};

let bags = 0;
/** What is asked of `POST /deposits`; each bag has a number of its own. */
export const bag = (amountPaise: number, more: Record<string, unknown> = {}) => {
  bags += 1;
  const bagNumber = `BAG-${bags}`;
  return { count: countOf(amountPaise), branchId: BRANCH.branchId, bagNumber, ...more };
};

export const prepared = async (
  page: AtPage,
  body: Record<string, unknown>,
): Promise<DepositRow> => {
  const answer = await page.post('/deposits', body);
  if (answer.code !== '200') throw new Error(answer.code);
  return answer.json as unknown as DepositRow;
};

export interface Desk {
  readonly office: TestOffice;
  readonly maker: AtPage;
  readonly checker: AtPage;
  readonly fees: number;
}

export async function openDesk(
  server: TestServer,
  of: { charges?: number; deposits?: Record<string, unknown> } = {},
): Promise<Desk> {
  server.clock.now = noon();
  const office = await openOffice(server, { counters: 2 });
  await setDesk(server, office, of.deposits ?? {});
  await workADay(server, office, { charges: of.charges ?? 10 });
  const maker = await signIn(server, office.officeId);
  const checker = await signIn(server, office.officeId, CHECKER);
  const { fees } = await maker.read<Safe>('/safe');
  return { office, maker, checker, fees: fees.totalPaise };
}

export const balances = async (server: TestServer, office: TestOffice) => {
  const found = await balancesAt(server.database.read, office.officeId, null);
  return (account: string): number => found.get(account) ?? 0;
};

export const people = { carrier: 'S1042', witness: 'S1057' };
