/**
 * The register of receipts of a day (GAR-6, TR-5): which numbers of each series were used, and the
 * receipts one by one. Of shifts that are closed: the receipts of an open one tell what is in its drawer.
 */
import { sum, type Paise } from '#domain/money.ts';
import type { IsoDate } from '#domain/time.ts';
import type { ReceiptPage, ReceiptRegister } from '#server/api/office-registers-contract.ts';
import type { Reader } from '#server/store/database.ts';
import { receiptsOfShift, seriesOfShift } from '#server/store/receipt-register.ts';
import { shiftsOfDay, type ShiftRecord } from '#server/store/office-shifts.ts';

const PAGE = 500;

const closedOf = (shifts: readonly ShiftRecord[]) =>
  shifts.flatMap(({ officeId, counterId, openedSeq, closed }) =>
    closed === null ? [] : [{ officeId, counterId, fromSeq: openedSeq, toSeq: closed.seq }],
  );

export async function receiptRegister(
  reader: Reader,
  officeId: string,
  date: IsoDate,
): Promise<ReceiptRegister> {
  const shifts = closedOf(await shiftsOfDay(reader, officeId, date));
  const found = (await Promise.all(shifts.map((shift) => seriesOfShift(reader, shift)))).flat();
  const byName = Map.groupBy(found, ({ counterId, name }) => `${counterId} ${name}`);
  const series = [...byName.values()].flatMap((its) => {
    const numbers = its.flatMap(({ first, last }) => [first, last]).sort();
    const [first, last] = [numbers[0], numbers.at(-1)];
    const counterId = its[0]?.counterId;
    if (first === undefined || last === undefined || counterId === undefined) return [];
    const count = (of: 'used' | 'cancelled'): number =>
      its.reduce((total, it) => total + it[of], 0);
    const netPaise: Paise = sum(its.map((it) => it.netPaise));
    return [
      { counterId, first, last, used: count('used'), cancelled: count('cancelled'), netPaise },
    ];
  });
  return { date, series: series.toSorted((a, b) => (a.first < b.first ? -1 : 1)) };
}

export async function receiptPage(
  reader: Reader,
  of: {
    readonly officeId: string;
    readonly date: IsoDate;
    readonly counterId: string;
    readonly after: number;
  },
): Promise<ReceiptPage> {
  const { officeId, date, counterId, after } = of;
  const shifts = closedOf(await shiftsOfDay(reader, officeId, date));
  const rows: ReceiptPage['rows'][number][] = [];
  for (const shift of shifts.filter((it) => it.counterId === counterId && it.toSeq > after)) {
    const limit = PAGE + 1 - rows.length;
    if (limit <= 0) break;
    rows.push(...(await receiptsOfShift(reader, shift, { after, limit })));
  }
  return { rows: rows.slice(0, PAGE), hasMore: rows.length > PAGE };
}
