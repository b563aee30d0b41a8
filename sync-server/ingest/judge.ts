/**
 * What an entry means for HQ's figures, and what is wrong with it. Pure: the projector reads and
 * writes. An entry is never refused here: it is in the journal already, so a fault becomes a case.
 */
import { z } from 'zod';

import { isTrainingCounter, type CounterId } from '#domain/ids.ts';
import { decodeEntry, entrySignatureInput, type AnyEntry } from '#domain/journal/chain.ts';
import { MAX_PAISE } from '#domain/money.ts';
import { SIGNED_KINDS, TENDER_KINDS, type EntryKind } from '#domain/journal/kinds.ts';
import { fromBase64Url } from '#protocol/encoding.ts';
import type { HeldEntry } from '#server/books/shift-news.ts';
import type { CaseKind } from '#server/store/cases.ts';
import type { CounterKey, EntryRow } from '#server/store/entries.ts';
import type { ChargeRecord, HappeningRecord } from '#server/store/projection.ts';

const amount = z.number().int().min(0).max(MAX_PAISE);
const receiptBody = z.looseObject({
  receiptNumber: z.string().min(1).max(40),
  serviceCode: z.string().min(1).max(64),
  tariff: z.looseObject({ tariffId: z.string().max(64), version: z.number().int().min(0) }),
  totalPaise: amount,
  tenderKind: z.enum(TENDER_KINDS),
  issuedAt: z.number().int(),
});
const openingBody = z.looseObject({
  checks: z.looseObject({
    date: z.string().max(12),
    clockDate: z.string().length(10).optional(),
  }),
});
const reversalBody = z.looseObject({ receiptNumber: z.string().max(40), amountPaise: amount });

/** Kinds this server knows, all of them by type. Others are kept and noted once. */
const KNOWN_KINDS: Readonly<Record<EntryKind, true>> = {
  'counter.enrolled': true,
  'key.rotated': true,
  'counter.retired': true,
  'command.received': true,
  'tariff.applied': true,
  'staff.signed_in': true,
  'staff.sign_in_failed': true,
  'staff.signed_out': true,
  'staff.stepped_up': true,
  'screen.locked': true,
  'screen.unlocked': true,
  'shift.opened': true,
  'shift.counted': true,
  'shift.closed': true,
  'shift.suspended': true,
  'shift.resumed': true,
  'quote.issued': true,
  'quote.lapsed': true,
  'visit.held': true,
  'visit.resumed': true,
  'cash.tendered': true,
  'cash.dropped': true,
  'cash.exchanged': true,
  'change.owed': true,
  'change.given': true,
  'note.refused': true,
  'count.ordered': true,
  'count.put_off': true,
  'count.taken': true,
  'certificate.issued': true,
  'leaf.keyed': true,
  'leaf.spoilt': true,
  'instrument.received': true,
  'instrument.realised': true,
  'instrument.dishonoured': true,
  'upi.requested': true,
  'upi.awaiting': true,
  'upi.ended': true,
  'upi.set_aside': true,
  'upi.confirmed': true,
  'upi.late': true,
  'receipt.issued': true,
  'receipt.reprinted': true,
  'charge.reversed': true,
  'print.queued': true,
  'print.confirmed': true,
  'print.failed': true,
  'print.unconfirmed': true,
  'display.missing': true,
  'display.returned': true,
  'drawer.opened': true,
  'clock.jumped': true,
  'disk.low': true,
  'device.fault': true,
  'finger.enrolled': true,
  'finger.updated': true,
  'finger.forgotten': true,
  'finger.duplicate': true,
  'finger.checked': true,
  'identity.bypassed': true,
  'seal.offered': true,
  'seal.shared': true,
  'hq.past_changed': true,
};

export interface Finding {
  /** The office itself, where it is of no counter. */
  readonly counterId?: string;
  readonly kind: CaseKind;
  readonly subject: string | number;
  readonly details: Readonly<Record<string, string | number>>;
}

export interface Reversal {
  readonly seq: number;
  readonly receiptNumber: string;
}

/** What the journal says of charges that may have been asked for by UPI too (U22). */
export type UpiSaying =
  /** `cash_taken`: or a cheque in its place. */
  | { readonly kind: 'cash_taken' | 'lapsed'; readonly quoteIds: readonly string[] }
  | { readonly kind: 'receipt'; readonly quoteId: string; readonly receiptNumber: string }
  | { readonly kind: 'reversed'; readonly receiptNumber: string; readonly amountPaise: number };

const quoteIdText = z.string().max(40);
const tenderBody = z.looseObject({ quoteIds: z.array(quoteIdText).max(20) });
const lapseBody = z.looseObject({ quoteId: quoteIdText });
const upiReceiptBody = z.looseObject({
  quoteId: quoteIdText,
  receiptNumber: z.string().max(40),
  tenderKind: z.literal('upi'),
});
const upiReversalBody = z.looseObject({
  receiptNumber: z.string().max(40),
  toRefundPaise: amount.min(1),
});

/** Null where the entry says nothing of UPI. */
export function upiSaying({ kind, body }: AnyEntry): UpiSaying | null {
  const isTaken = kind === 'cash.tendered' || kind === 'instrument.received';
  const cash = isTaken ? tenderBody.safeParse(body).data : undefined;
  if (cash !== undefined) return { kind: 'cash_taken', quoteIds: cash.quoteIds };
  const lapse = kind === 'quote.lapsed' ? lapseBody.safeParse(body).data : undefined;
  if (lapse !== undefined) return { kind: 'lapsed', quoteIds: [lapse.quoteId] };
  const receipt = kind === 'receipt.issued' ? upiReceiptBody.safeParse(body).data : undefined;
  if (receipt !== undefined) return { ...receipt, kind: 'receipt' };
  const back = kind === 'charge.reversed' ? upiReversalBody.safeParse(body).data : undefined;
  if (back === undefined) return null;
  return { kind: 'reversed', receiptNumber: back.receiptNumber, amountPaise: back.toRefundPaise };
}

export interface Judgement {
  /** Those that could be read and are this counter's own. */
  readonly entries: HeldEntry[];
  readonly upi: UpiSaying[];
  readonly charges: ChargeRecord[];
  readonly happenings: HappeningRecord[];
  readonly reversals: Reversal[];
  readonly findings: Finding[];
  /** Entries whose own signature must be checked, off the event loop. */
  readonly signed: {
    readonly row: EntryRow;
    readonly keyId: string;
    readonly message: Uint8Array;
    readonly bytes: Uint8Array;
  }[];
}

interface Totals {
  readonly chargedPaise: number;
  readonly reversedPaise: number;
}

const totalsOf = (entry: AnyEntry): Totals => ({
  chargedPaise: entry.grossChargedPaise,
  reversedPaise: entry.grossReversedPaise,
});

class Judge {
  readonly #of: CounterKey;
  readonly #training: boolean;
  #totals: Totals | null;
  readonly answer: Judgement = {
    entries: [],
    charges: [],
    happenings: [],
    reversals: [],
    findings: [],
    signed: [],
    upi: [],
  };

  constructor(of: CounterKey, before: Totals | null) {
    this.#of = of;
    this.#totals = before;
    this.#training = isTrainingCounter(of.counterId as CounterId);
  }

  #find(kind: CaseKind, seq: number, details: Finding['details'] = {}): void {
    this.answer.findings.push({ kind, subject: seq, details: { seq, ...details } });
  }

  look(row: EntryRow): void {
    const decoded = decodeEntry(row.text);
    if (!decoded.ok) {
      this.#find('entry_unreadable', row.seq, { what: 'header' });
      return;
    }
    const entry = decoded.value;
    if (entry.counterId !== this.#of.counterId || entry.officeId !== this.#of.officeId) {
      this.#find('entry_of_another_counter', row.seq, { counter: entry.counterId });
      return;
    }
    this.answer.entries.push({ entry, hash: row.hash, receivedAt: row.receivedAt });
    if (!Object.hasOwn(KNOWN_KINDS, entry.kind)) {
      const kind = entry.kind.slice(0, 40);
      const details = { seq: row.seq, kind };
      this.answer.findings.push({ kind: 'unknown_kind', subject: kind, details });
    }
    // J4: the first entry of a journal, and no other.
    if ((row.seq === 1) !== (entry.kind === 'counter.enrolled')) {
      this.#find('first_entry_wrong', row.seq, { kind: entry.kind.slice(0, 40) });
    }
    this.#lookAtSignature(row, entry);
    const saying = this.#training ? null : upiSaying(entry);
    if (saying !== null) this.answer.upi.push(saying);
    const moved = this.#figures(row, entry);
    this.#lookAtTotals(entry, moved);
  }

  #lookAtSignature(row: EntryRow, entry: AnyEntry): void {
    const isDue = (SIGNED_KINDS as ReadonlySet<string>).has(entry.kind);
    if (!isDue && row.signature === null) return;
    const bytes = fromBase64Url(row.signature ?? '');
    if (bytes === null || row.signature === null) {
      this.#find('entry_signature_wrong', row.seq, { what: 'missing' });
      return;
    }
    const { keyId } = entry;
    this.answer.signed.push({ row, keyId, message: entrySignatureInput(row.hash), bytes });
  }

  /** Running totals rise by exactly what is charged and reversed; training adds nothing. */
  #lookAtTotals(entry: AnyEntry, moved: Totals): void {
    const now = totalsOf(entry);
    const before = this.#totals;
    this.#totals = now;
    if (before === null) return;
    const chargedRise = now.chargedPaise - before.chargedPaise;
    const reversedRise = now.reversedPaise - before.reversedPaise;
    if (chargedRise < 0 || reversedRise < 0) this.#find('total_fell', entry.seq);
    else if (chargedRise !== moved.chargedPaise || reversedRise !== moved.reversedPaise) {
      this.#find('total_wrong', entry.seq, { chargedRise, reversedRise });
    }
  }

  #figures(row: EntryRow, entry: AnyEntry): Totals {
    const nothing = { chargedPaise: 0, reversedPaise: 0 };
    switch (entry.kind) {
      case 'receipt.issued':
        return this.#receipt(row, entry) ?? nothing;
      case 'charge.reversed':
        return this.#reversal(entry) ?? nothing;
      case 'hq.past_changed': {
        const date = String(entry.body['date']).slice(0, 10);
        const details = { seq: row.seq, date };
        this.answer.findings.push({ kind: 'past_changed', subject: date, details });
        return nothing;
      }
      case 'shift.opened':
        this.#opening(entry);
        return nothing;
      case 'quote.lapsed':
      case 'receipt.reprinted':
      case 'drawer.opened':
        this.#happened(entry, 0);
        return nothing;
      default:
        return nothing;
    }
  }

  /** CA12: a person said the account date, because the clock could not be believed. */
  #opening(entry: AnyEntry): void {
    const checks = openingBody.safeParse(entry.body).data?.checks;
    if (checks?.date !== 'stated' || this.#training) return;
    const { businessDate: date, seq } = entry;
    const details = { seq, date, clock: checks.clockDate ?? '' };
    this.answer.findings.push({ kind: 'shift_date_stated', subject: seq, details });
  }

  #happened(entry: AnyEntry, amountPaise: number): void {
    if (this.#training) return;
    this.answer.happenings.push({
      seq: entry.seq,
      kind: entry.kind,
      businessDate: entry.businessDate,
      at: entry.wallTimeMs,
      amountPaise,
    });
  }

  #receipt(row: EntryRow, entry: AnyEntry): Totals | null {
    const body = receiptBody.safeParse(entry.body);
    if (!body.success) {
      this.#find('entry_unreadable', row.seq, { what: entry.kind });
      return null;
    }
    if (this.#training) return null;
    const { receiptNumber, serviceCode, tariff, tenderKind, totalPaise, issuedAt } = body.data;
    this.answer.charges.push({
      seq: row.seq,
      receiptNumber,
      serviceCode,
      tariffId: tariff.tariffId,
      tariffVersion: tariff.version,
      tenderKind,
      totalPaise,
      issuedAt,
      receivedAt: row.receivedAt,
      businessDate: entry.businessDate,
      staffId: entry.staffId === null ? null : entry.staffId.slice(0, 16),
    });
    return { chargedPaise: totalPaise, reversedPaise: 0 };
  }

  #reversal(entry: AnyEntry): Totals | null {
    const body = reversalBody.safeParse(entry.body);
    if (!body.success) {
      this.#find('entry_unreadable', entry.seq, { what: entry.kind });
      return null;
    }
    if (this.#training) return null;
    const { receiptNumber, amountPaise } = body.data;
    this.#happened(entry, amountPaise);
    this.answer.reversals.push({ seq: entry.seq, receiptNumber });
    return { chargedPaise: 0, reversedPaise: amountPaise };
  }
}

/** `before` is the entry before the run, where there is one. */
export function judgeRun(
  of: CounterKey,
  run: { readonly before: EntryRow | null; readonly rows: readonly EntryRow[] },
): Judgement {
  const before = run.before === null ? null : decodeEntry(run.before.text);
  const start = run.before === null ? { chargedPaise: 0, reversedPaise: 0 } : null;
  const judge = new Judge(of, before?.ok === true ? totalsOf(before.value) : start);
  for (const row of run.rows) judge.look(row);
  return judge.answer;
}
