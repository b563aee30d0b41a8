/**
 * Which fees lie in the safe, head by head: what was taken in cash in shifts whose money has reached
 * the safe, less what earlier deposits took. The floats that shifts began with are no fees and stay.
 * Read from postings alone; rules in docs/spec/deposits.md.
 */
import { add, formatPaise, negate, paise, subtract, sum, ZERO, type Paise } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { IsoDate } from '#domain/time.ts';
import { CREDIT_LINE, linesTotal, OVER_SHORT_LINE, type DepositLine } from './deposit.ts';

/** One shift in the books, from the postings of its entries. */
export interface ShiftCash {
  readonly counterId: string;
  readonly shiftId: string;
  readonly businessDate: IsoDate;
  /** What its drawer holds, sealed or not: nothing once it was closed. */
  readonly heldPaise: Paise;
  /** The shift that took its cash over at a handover. */
  readonly handedTo: string | null;
  /** From citizens and back to them, as notes and coins. */
  readonly cashPaise: Paise;
  /** Counted less expected: over is positive. */
  readonly overPaise: Paise;
  /** `revenue:<head>` and what was charged in cash under it, less what was reversed. */
  readonly heads: readonly DepositLine[];
}

/** DE1: a shift's fees are in the safe once its drawer, or that of whoever took it over, is empty. */
function inSafe(shifts: readonly ShiftCash[]): readonly ShiftCash[] {
  const byId = new Map(shifts.map((shift) => [shift.shiftId, shift]));
  const isIn = (shift: ShiftCash, steps: number): boolean => {
    if (shift.heldPaise !== 0) return false;
    if (shift.handedTo === null) return true;
    const next = byId.get(shift.handedTo);
    return next !== undefined && steps > 0 && isIn(next, steps - 1);
  };
  return shifts.filter((shift) => isIn(shift, shifts.length));
}

const linesOf = (shift: ShiftCash): readonly DepositLine[] => [
  ...shift.heads,
  { account: OVER_SHORT_LINE, amountPaise: shift.overPaise },
  { account: CREDIT_LINE, amountPaise: subtract(shift.cashPaise, linesTotal(shift.heads)) },
];

function added(lines: Iterable<DepositLine>): readonly DepositLine[] {
  const totals = new Map<string, Paise>();
  for (const { account, amountPaise } of lines) {
    totals.set(account, add(totals.get(account) ?? ZERO, amountPaise));
  }
  return [...totals]
    .filter(([, amountPaise]) => amountPaise !== 0)
    .map(([account, amountPaise]) => ({ account, amountPaise }))
    .toSorted((a, b) => (a.account < b.account ? -1 : 1));
}

export interface FeesInSafe {
  readonly lines: readonly DepositLine[];
  readonly totalPaise: Paise;
  /** What is there of each day, the oldest first: deposits take the oldest money. */
  readonly byDay: readonly { readonly date: IsoDate; readonly amountPaise: Paise }[];
}

/** What is left of each day once `taken` was carried away, the oldest money first. */
function leftByDay(shifts: readonly ShiftCash[], taken: Paise): FeesInSafe['byDay'] {
  const totals = new Map<IsoDate, Paise>();
  for (const { businessDate, cashPaise, overPaise } of shifts) {
    const before = totals.get(businessDate) ?? ZERO;
    totals.set(businessDate, add(before, add(cashPaise, overPaise)));
  }
  const days = [...totals].toSorted(([a], [b]) => (a < b ? -1 : 1));
  // What a day was short beyond its fees is missing from the others.
  const short = sum(days.map(([, amount]) => (amount < 0 ? amount : ZERO)));
  let rest = subtract(taken, short);
  const left: { date: IsoDate; amountPaise: Paise }[] = [];
  for (const [date, amount] of days.filter((day) => day[1] > 0)) {
    const gone = rest < amount ? rest : amount;
    rest = subtract(rest, gone);
    if (amount !== gone) left.push({ date, amountPaise: subtract(amount, gone) });
  }
  return left;
}

/** DE1: `earlier` are the lines of every deposit that was not brought back. */
export function feesInSafe(
  shifts: readonly ShiftCash[],
  earlier: readonly DepositLine[],
): FeesInSafe {
  const settled = inSafe(shifts);
  const lines = added([
    ...settled.flatMap(linesOf),
    ...earlier.map(({ account, amountPaise }) => ({ account, amountPaise: negate(amountPaise) })),
  ]);
  const byDay = leftByDay(settled, linesTotal(earlier));
  return { lines, totalPaise: linesTotal(lines), byDay };
}

/**
 * DE2, DE3: spreads the notes of a bag over what is due. What lowers (a shortage, a reversal) goes
 * first and whole, then heads in their order; more than is there is DEPOSIT_TOO_MUCH.
 */
export function allocate(
  fees: Pick<FeesInSafe, 'lines' | 'totalPaise'>,
  amountPaise: Paise,
): Result<readonly DepositLine[]> {
  if (amountPaise > fees.totalPaise) {
    return fail('DEPOSIT_TOO_MUCH', {
      amount: formatPaise(amountPaise),
      most: formatPaise(fees.totalPaise > 0 ? fees.totalPaise : ZERO),
    });
  }
  const lowering = fees.lines.filter((line) => line.amountPaise < 0);
  const picked: DepositLine[] = [...lowering];
  let rest = subtract(amountPaise, linesTotal(lowering));
  const heads = fees.lines.filter((line) => line.amountPaise > 0);
  const last = heads.filter(({ account }) => !account.startsWith('revenue:'));
  const first = heads.filter(({ account }) => account.startsWith('revenue:'));
  for (const { account, amountPaise: due } of [...first, ...last]) {
    const taken = paise(Math.min(due, rest));
    if (taken > 0) picked.push({ account, amountPaise: taken });
    rest = subtract(rest, taken);
  }
  return ok(picked.toSorted((a, b) => (a.account < b.account ? -1 : 1)));
}
