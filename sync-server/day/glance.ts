/**
 * One day of an office at a glance: its counters, its shifts, what needs a person. What an open drawer
 * should hold is nowhere in it, nor anything that it could be worked out from: counts are blind.
 */
import { takingsOf } from '#domain/ledger/figures.ts';
import { add, sum, ZERO, type Paise } from '#domain/money.ts';
import type { Instant, IsoDate } from '#domain/time.ts';
import { countLines } from '#server/api/count-lines.ts';
import type { CounterLine, DayAtGlance } from '#server/api/office-contract.ts';
import type { Reader } from '#server/store/database.ts';
import { countsWanted } from '#server/store/day-figures.ts';
import { deskSettings } from '#server/store/office-desk.ts';
import { dayRecord, openDaysBefore } from '#server/store/office-days.ts';
import { openShifts, type ShiftRecord } from '#server/store/office-shifts.ts';
import { awaitedPayments } from '#server/store/upi-booked.ts';
import { dayLine, dayMoney } from './day-line.ts';
import { exceptionsOf } from './exceptions.ts';
import { countedRows, readDay, type DayFacts } from './read-day.ts';

/** A counter asks every quarter of a minute while its line is up. */
const ONLINE_MS = 60_000;

function shiftAt(counterId: string, open: readonly ShiftRecord[]): CounterLine['shift'] {
  const own = open.filter((shift) => shift.counterId === counterId);
  const found = own.find(({ isSealed }) => !isSealed) ?? own[0];
  if (found === undefined) return null;
  const { shiftId, staffId, openedAt, businessDate, isSealed } = found;
  return { shiftId, staffId, openedAt, businessDate, isSealed };
}

function counterLines(
  facts: DayFacts,
  of: {
    readonly now: Instant;
    readonly open: readonly ShiftRecord[];
    readonly wanted: ReadonlySet<string>;
  },
): readonly CounterLine[] {
  const rows = countedRows(facts);
  return facts.counters.map(({ counterId, state, missingEntries, lastHeardAt }) => {
    const services = facts.services.filter((it) => it.counterId === counterId);
    const shifts = facts.shifts.filter((it) => it.counterId === counterId);
    return {
      counterId,
      state,
      shift: shiftAt(counterId, of.open),
      receipts: services.reduce((total, it) => total + it.receipts, 0),
      takingsPaise: takingsOf(rows.filter((row) => row.counterId === counterId)),
      variancePaise: sum(shifts.map(({ variancePaise }) => variancePaise ?? ZERO)),
      toSend: missingEntries,
      lastHeardAt,
      isOnline: lastHeardAt !== null && of.now - lastHeardAt <= ONLINE_MS,
      countWanted: of.wanted.has(counterId),
    };
  });
}

function totalsOf(facts: DayFacts, awaitingUpiPaise: Paise): DayAtGlance['totals'] {
  const rows = countedRows(facts);
  const by = (tender: string): Paise => takingsOf(rows.filter((row) => row.tender === tender));
  return {
    receipts: facts.services.reduce((total, it) => total + it.receipts, 0),
    netPaise: takingsOf(rows),
    cashPaise: by('cash'),
    upiPaise: by('upi'),
    instrumentPaise: by('instrument'),
    awaitingUpiPaise,
  };
}

export async function dayAtGlance(
  reader: Reader,
  of: { readonly officeId: string; readonly date: IsoDate; readonly now: Instant },
): Promise<DayAtGlance> {
  const { officeId, date, now } = of;
  const facts = await readDay(reader, of);
  const open = await openShifts(reader, officeId);
  const wanted = await countsWanted(reader, officeId);
  const record = await dayRecord(reader, officeId, date);
  const { cutOffMinutes } = await deskSettings(reader, officeId);
  const asked = await awaitedPayments(reader, officeId);
  const awaiting = asked.reduce((total, it) => add(total, it.amountPaise), ZERO);
  const money = dayMoney(countedRows(facts));
  return {
    now,
    day: dayLine(date, { record, money, cutOffMinutes }),
    counters: counterLines(facts, { now, open, wanted: new Set(wanted.keys()) }),
    shifts: facts.shifts,
    counts: countLines(facts.events),
    exceptions: await exceptionsOf(reader, { facts, now, open, wanted }),
    totals: totalsOf(facts, awaiting),
    openDays: await openDaysBefore(reader, officeId, date),
  };
}
