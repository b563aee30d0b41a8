/** Everything that is known of an office's day, read once: what its document and its page are made of. */
import { counterState, missingOf } from '#domain/day/counter-state.ts';
import type { DayCounter, DayShift, Explanation } from '#domain/day/document.ts';
import type { ChargedService } from '#domain/day/make-document.ts';
import type { BookRow } from '#domain/deposits/books.ts';
import type { Texts } from '#domain/language.ts';
import { takingsOf } from '#domain/ledger/figures.ts';
import type { Paise } from '#domain/money.ts';
import { addDays, startOfDay, type IsoDate } from '#domain/time.ts';
import { balancesAt, booksOfDay } from '#server/store/books.ts';
import type { Reader } from '#server/store/database.ts';
import { eventsOfDay, servicesOfDay, type ListedEvent } from '#server/store/day-figures.ts';
import { serviceName } from '#server/store/figures.ts';
import { officeCounters, type OfficeCounter } from '#server/store/office-counters.ts';
import { shiftsOfDay, type ShiftRecord } from '#server/store/office-shifts.ts';

export interface DayFacts {
  readonly officeId: string;
  readonly date: IsoDate;
  readonly counters: readonly DayCounter[];
  readonly shifts: readonly DayShift[];
  readonly rows: readonly BookRow[];
  readonly opening: ReadonlyMap<string, Paise>;
  readonly services: readonly (ChargedService & { readonly counterId: string })[];
  readonly names: ReadonlyMap<string, Texts>;
  readonly events: readonly ListedEvent[];
}

/** Rows of drawers that are still to be counted tell what should be in them: nobody sees those. */
export function countedRows({ rows, shifts }: DayFacts): readonly BookRow[] {
  const open = new Set(
    shifts.filter(({ closedAt }) => closedAt === null).map(({ shiftId }) => shiftId),
  );
  return rows.filter(({ shiftId }) => !open.has(shiftId));
}

export function dayShift(record: ShiftRecord, rows: readonly BookRow[]): DayShift {
  const { closed } = record;
  const { counterId, shiftId, staffId, openedAt, isSealed, takenOverFrom, floatPaise } = record;
  return {
    counterId,
    shiftId,
    staffId,
    openedAt,
    closedAt: closed?.at ?? null,
    isSealed,
    takenOverFrom,
    handedTo: closed?.handedTo ?? null,
    closedBy: closed?.closedBy ?? null,
    zNumber: closed?.zNumber ?? null,
    fromSeq: closed?.fromSeq ?? null,
    throughSeq: closed?.seq ?? null,
    zHash: closed?.hash ?? null,
    floatPaise,
    countedPaise: closed?.countedPaise ?? null,
    expectedPaise: closed?.expectedPaise ?? null,
    variancePaise: closed?.variancePaise ?? null,
    reason: closed?.reason ?? null,
    takingsPaise:
      closed === null
        ? null
        : takingsOf(rows.filter((row) => row.counterId === counterId && row.shiftId === shiftId)),
  };
}

function dayCounter(
  counter: OfficeCounter,
  of: { readonly date: IsoDate; readonly shifts: readonly DayShift[] },
): DayCounter {
  const own = of.shifts.filter(({ counterId }) => counterId === counter.counterId);
  const closed = own.filter(({ throughSeq }) => throughSeq !== null);
  const last = closed.toSorted((a, b) => (b.throughSeq ?? 0) - (a.throughSeq ?? 0))[0];
  const from = closed.map(({ fromSeq }) => fromSeq).filter((seq) => seq !== null);
  const shifts = own.map(({ closedAt }) => ({ isOpen: closedAt === null }));
  return {
    counterId: counter.counterId,
    state: counterState(counter, { date: of.date, shifts }),
    fromSeq: from.length === 0 ? null : Math.min(...from),
    throughSeq: last?.throughSeq ?? null,
    headHash: last?.zHash ?? null,
    heldSeq: counter.heldSeq,
    missingEntries: missingOf(counter),
    lastHeardAt: counter.lastHeardAt,
    explanation: null,
  };
}

/** DC3: those that were there on that day and have not ended, and whoever had a shift. */
function countersOf(
  all: readonly OfficeCounter[],
  of: { readonly date: IsoDate; readonly shifts: readonly DayShift[] },
): readonly DayCounter[] {
  const end = startOfDay(addDays(of.date, 1));
  const had = new Set(of.shifts.map(({ counterId }) => counterId));
  return all
    .filter(
      ({ counterId, isEnded, enrolledAt }) => had.has(counterId) || (!isEnded && enrolledAt < end),
    )
    .map((counter) => dayCounter(counter, of));
}

async function namesOf(
  reader: Reader,
  services: readonly ChargedService[],
): Promise<ReadonlyMap<string, Texts>> {
  const names = new Map<string, Texts>();
  for (const code of new Set(services.map(({ serviceCode }) => serviceCode))) {
    names.set(code, (await serviceName(reader, code)) ?? { en: code, hi: code });
  }
  return names;
}

export async function readDay(
  reader: Reader,
  of: { readonly officeId: string; readonly date: IsoDate },
): Promise<DayFacts> {
  const { officeId, date } = of;
  const rows = await booksOfDay(reader, officeId, date);
  const records = await shiftsOfDay(reader, officeId, date);
  const shifts = records.map((record) => dayShift(record, rows));
  const services = await servicesOfDay(reader, officeId, date);
  return {
    officeId,
    date,
    counters: countersOf(await officeCounters(reader, officeId), { date, shifts }),
    shifts,
    rows,
    opening: await balancesAt(reader, officeId, addDays(date, -1)),
    services,
    names: await namesOf(reader, services),
    events: await eventsOfDay(reader, officeId, date),
  };
}

/** With what the maker said of each counter that is not complete. */
export const explained = (
  counters: readonly DayCounter[],
  explanations: readonly Explanation[],
): readonly DayCounter[] =>
  counters.map((counter) => {
    const found = explanations.find(({ counterId }) => counterId === counter.counterId);
    if (found === undefined) return counter;
    const { reason, words } = found;
    return { ...counter, explanation: { reason, words } };
  });
