/** What of an office needs a person, each with its age; the oldest come first. */
import { delayed, checkLimit } from '#domain/deposits/limits.ts';
import { AWAITING_UPI, CHANGE_OWED, SAFE } from '#domain/ledger/postings.ts';
import { negate, ZERO, type Paise } from '#domain/money.ts';
import { startOfDay, type Instant } from '#domain/time.ts';
import type { ExceptionKind, OfficeException } from '#server/api/office-contract.ts';
import { feesOf } from '#server/deposits/fees.ts';
import { balancesAt } from '#server/store/books.ts';
import { openCasesOf } from '#server/store/cases.ts';
import type { Reader } from '#server/store/database.ts';
import { depositsOf } from '#server/store/deposits.ts';
import { officeById } from '#server/store/fleet.ts';
import { instrumentsOf } from '#server/store/instruments.ts';
import { leafBooks } from '#server/store/leaf-books.ts';
import { depositSettings, deskSettings } from '#server/store/office-desk.ts';
import { daysToCheck, openDaysBefore } from '#server/store/office-days.ts';
import type { ShiftRecord } from '#server/store/office-shifts.ts';
import { calendarOf } from '#server/deposits/calendar.ts';
import type { DayFacts } from './read-day.ts';

/** A counter with an open shift is silent after so long. */
const SILENT_MS = 15 * 60_000;

interface Looked {
  readonly facts: DayFacts;
  readonly now: Instant;
  readonly open: readonly ShiftRecord[];
  readonly wanted: ReadonlyMap<string, Instant>;
}

const NOBODY = { counterId: null, staffId: null, amountPaise: null, caseKind: null };

const exception = (
  kind: ExceptionKind,
  since: Instant,
  of: Partial<Omit<OfficeException, 'kind' | 'since'>> & { readonly subject: string },
): OfficeException => ({ ...NOBODY, ...of, kind, since });

function ofCounters({ facts, now, open, wanted }: Looked): readonly OfficeException[] {
  const found: OfficeException[] = [];
  for (const { counterId, shiftId, staffId, businessDate, openedAt } of open) {
    if (businessDate < facts.date) {
      found.push(exception('shift_left_open', openedAt, { subject: shiftId, counterId, staffId }));
    }
  }
  for (const { counterId, lastHeardAt, missingEntries } of facts.counters) {
    const isOpen = open.some((shift) => shift.counterId === counterId);
    const at = lastHeardAt ?? startOfDay(facts.date);
    const subject = counterId;
    if (isOpen && now - at > SILENT_MS) {
      found.push(exception('counter_silent', at, { subject, counterId }));
    }
    if ((missingEntries ?? 0) > 0) {
      found.push(exception('entries_missing', at, { subject, counterId }));
    }
  }
  for (const [counterId, since] of wanted) {
    found.push(exception('count_wanted', since, { subject: counterId, counterId }));
  }
  return found;
}

function ofShifts({ facts }: Looked): readonly OfficeException[] {
  const found: OfficeException[] = [];
  for (const { counterId, shiftId, staffId, closedAt, variancePaise } of facts.shifts) {
    if (closedAt === null || (variancePaise ?? 0) === 0) continue;
    const of = { subject: shiftId, counterId, staffId, amountPaise: variancePaise };
    found.push(exception('over_short', closedAt, of));
  }
  for (const { kind, counterId, staffId, at, body, amountPaise, seq } of facts.events) {
    if (kind !== 'note.refused' || body['end'] !== 'impounded') continue;
    const subject = typeof body['serial'] === 'string' ? body['serial'] : String(seq);
    found.push(exception('note_impounded', at, { subject, counterId, staffId, amountPaise }));
  }
  return found;
}

async function ofDays(reader: Reader, { facts }: Looked): Promise<readonly OfficeException[]> {
  const { officeId, date } = facts;
  const earlier = (await openDaysBefore(reader, officeId, date)).map((day) =>
    exception('earlier_day_open', startOfDay(day), { subject: day }),
  );
  const checks = (await daysToCheck(reader, officeId)).map(({ date: day, check, closedAt }) => {
    const kind = check === 'disputed' ? 'check_disputed' : 'check_waiting';
    return exception(kind, closedAt ?? startOfDay(day), { subject: day });
  });
  return [...earlier, ...checks];
}

async function ofCash(reader: Reader, { facts, now }: Looked): Promise<readonly OfficeException[]> {
  const { officeId, date } = facts;
  const found: OfficeException[] = [];
  const balances = await balancesAt(reader, officeId, null);
  const balance = (account: string): Paise => balances.get(account) ?? ZERO;
  const desk = depositSettings(await deskSettings(reader, officeId));
  const of = { subject: officeId };
  const since = startOfDay(date);
  const ceiling = checkLimit(desk.office, balance(SAFE), 'SAFE_OVER_CEILING');
  if (!ceiling.ok || ceiling.value !== null) {
    found.push(exception('safe_over_ceiling', since, { ...of, amountPaise: balance(SAFE) }));
  }
  const owed = negate(balance(CHANGE_OWED));
  if (owed > 0) found.push(exception('change_owed', since, { ...of, amountPaise: owed }));
  const awaiting = balance(AWAITING_UPI);
  if (awaiting !== 0) {
    const kind = awaiting < 0 ? 'payment_without_receipt' : 'receipt_without_payment';
    const amountPaise = awaiting < 0 ? negate(awaiting) : awaiting;
    found.push(exception(kind, since, { ...of, amountPaise }));
  }
  const { byDay } = await feesOf(reader, { officeId, now });
  const [oldest] = byDay;
  const calendar = calendarOf(await officeById(reader, officeId));
  const late = delayed({ oldest: oldest?.date ?? null, today: date, calendar, settings: desk });
  if (oldest !== undefined && late !== null) {
    const amountPaise = oldest.amountPaise;
    const due = startOfDay(late.dueOn);
    found.push(exception('cash_late', due, { subject: oldest.date, amountPaise }));
  }
  return found;
}

async function ofDeposits(
  reader: Reader,
  { facts: { officeId } }: Looked,
): Promise<readonly OfficeException[]> {
  const found: OfficeException[] = [];
  for (const it of await depositsOf(reader, officeId, null)) {
    const { depositId: subject, amountPaise, state, preparedAt, carriedAt, preparedBy } = it;
    const of = { subject, amountPaise };
    if (state === 'prepared') {
      found.push(exception('deposit_not_carried', preparedAt, { ...of, staffId: preparedBy }));
    }
    if (state === 'carried') {
      const since = carriedAt ?? preparedAt;
      found.push(exception('deposit_in_transit', since, { ...of, staffId: it.carrier }));
    }
  }
  return found;
}

async function ofPapers(
  reader: Reader,
  { facts: { officeId }, now }: Looked,
): Promise<readonly OfficeException[]> {
  const found: OfficeException[] = [];
  for (const it of await instrumentsOf(reader, officeId, null)) {
    if (it.state !== 'received') continue;
    const { instrumentId: subject, counterId, receivedAt, amountPaise } = it;
    found.push(exception('cheque_waiting', receivedAt, { subject, counterId, amountPaise }));
  }
  for (const { bookId, missing, custodian, issuedAt } of await leafBooks(reader, officeId)) {
    for (const leaf of missing) {
      const of = { subject: `${bookId}/${leaf}`, staffId: custodian };
      found.push(exception('leaf_missing', issuedAt, of));
    }
  }
  for (const { caseId: subject, counterId, kind, openedAt } of await openCasesOf(
    reader,
    officeId,
  )) {
    const at = openedAt > now ? now : openedAt;
    found.push(exception('case_open', at, { subject, counterId, caseKind: kind }));
  }
  return found;
}

export async function exceptionsOf(
  reader: Reader,
  of: Looked,
): Promise<readonly OfficeException[]> {
  const found = [
    ...ofCounters(of),
    ...ofShifts(of),
    ...(await ofDays(reader, of)),
    ...(await ofCash(reader, of)),
    ...(await ofDeposits(reader, of)),
    ...(await ofPapers(reader, of)),
  ];
  return found.toSorted((a, b) => a.since - b.since);
}
