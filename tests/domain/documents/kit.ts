/** Every kind of document as a form of the general profile. */
import { cashBookForm } from '#domain/documents/cash-book.ts';
import { challanForm } from '#domain/documents/challan.ts';
import { chequeRegisterForm } from '#domain/documents/cheque-register.ts';
import { dayBookForm } from '#domain/documents/day-book.ts';
import { dayCloseForm } from '#domain/documents/day-close.ts';
import { daySupplementForm } from '#domain/documents/day-supplement.ts';
import { denominationSheet } from '#domain/documents/denominations.ts';
import type { FormBody, FormDocument } from '#domain/documents/form.ts';
import { inspectionMemoForm } from '#domain/documents/inspection-memo.ts';
import { monthChecklistForm } from '#domain/documents/month-checklist.ts';
import { issueForm } from '#domain/documents/profile.ts';
import { receiptsRegisterForm } from '#domain/documents/receipts-register.ts';
import { shiftZForm } from '#domain/documents/shift-z-form.ts';
import { shiftZOf } from '#domain/documents/shift-z.ts';
import { decodeEntry, knownEntry } from '#domain/journal/chain.ts';
import type { Entry } from '#domain/journal/kinds.ts';
import { readProfiles } from '#server/documents/profiles.ts';
import { dayClose, daySupplement } from '#tests/testkit/day-samples.ts';
import * as samples from '#tests/testkit/document-samples.ts';
import { createTestCounter, live, type Happening } from '#tests/testkit/journal-history.ts';
import { answered, createMemoryJournalStore } from '#tests/testkit/memory-journal-store.ts';

export const profiles = readProfiles();

/** A counter's journal after `happenings`, its last shift closed. */
export function lived(happenings: readonly Happening[]): readonly Entry[] {
  const counter = createTestCounter(createMemoryJournalStore());
  live(counter, happenings);
  const presence = counter.store.read.view('presence', 'here');
  if (presence?.staffId === null) live(counter, []);
  if (counter.store.read.view('presence', 'here')?.shiftId !== null) {
    live(counter, [{ kind: 'shift', variancePaise: -5000 }]);
  }
  return counter.store.read
    .entries(1, 100_000)
    .map(({ text }) => knownEntry(answered(decodeEntry(text))));
}

export const shiftsIn = (entries: readonly Entry[]): readonly string[] => [
  ...new Set(
    entries.flatMap((entry) => (entry.kind === 'shift.closed' ? [entry.body.shiftId] : [])),
  ),
];

const busyShift: readonly Happening[] = [
  ...Array.from({ length: 12 }, (_, n): readonly Happening[] => [
    { kind: 'quote', amountsPaise: [10_000 + n * 50, 5000], join: false },
    { kind: 'pay', overPaise: n % 2 === 0 ? 50_000 : 0 },
  ]).flat(),
  { kind: 'reverse', pick: 3 },
  { kind: 'correct', pick: 5 },
  { kind: 'reprint', pick: 1 },
  { kind: 'noSale' },
];

export function zForm(): FormBody {
  const entries = lived(busyShift);
  const [shiftId = ''] = shiftsIn(entries);
  const z = answered(shiftZOf(entries, { shiftId, isTraining: true }));
  return shiftZForm(z, (code) => ({ en: `Service ${code}`, hi: `सेवा ${code}` }));
}

export const issued = (body: FormBody, profileId = 'central-2022'): FormDocument => {
  const profile = profiles.find(({ id }) => id === profileId);
  if (profile === undefined) throw new Error(`no profile ${profileId}`);
  return issueForm(body, { office: samples.OFFICE, profile, asOf: samples.AS_OF });
};

/** By name: the usual one of each kind, and those that are empty. */
export const BODIES: Readonly<Record<string, () => FormBody>> = {
  'shift-z': zForm,
  denominations: () => denominationSheet(samples.sheet),
  'denominations-none': () => denominationSheet({ ...samples.sheet, count: {} }),
  'day-book': () => dayBookForm(samples.dayBook(120)),
  'day-book-empty': () => dayBookForm(samples.dayBook(0)),
  'cash-book': () => cashBookForm(samples.cashBook(30)),
  'cash-book-empty': () => cashBookForm(samples.cashBook(0)),
  'receipts-register': () => receiptsRegisterForm(samples.receiptsRegister),
  challan: () => challanForm(samples.challan),
  'inspection-memo': () => inspectionMemoForm(samples.memo),
  'inspection-memo-open': () => inspectionMemoForm({ ...samples.memo, compared: null }),
  'cheque-register': () => chequeRegisterForm(samples.chequeRegister),
  'day-close': () => dayCloseForm(dayClose),
  'day-supplement': () => daySupplementForm(daySupplement),
  'month-checklist': () => monthChecklistForm(samples.monthChecklist),
};
