/**
 * The papers of a drawer, each from its committed entry: Z, what was handed in, change owed, a count
 * before a witness, the certificate that takes a lost receipt's place.
 */
import { DENOMINATIONS_PAISE, type CashCount } from '#domain/cash.ts';
import { decodeEntry, knownEntry } from '#domain/journal/chain.ts';
import type { EntryKind, EntryOf, PrintDocumentKind } from '#domain/journal/kinds.ts';
import type { PrintJobView, ShiftView } from '#domain/journal/views.ts';
import type { Texts } from '#domain/language.ts';
import { formatPaise, paise, subtract, sum, times } from '#domain/money.ts';
import type { TableSlipContent } from '#domain/receipt/content.ts';
import { layoutTableSlip } from '#domain/receipt/layout-slips.ts';
import type { PaperDocument } from '#domain/receipt/paper.ts';
import { assert, type Result } from '#domain/result.ts';
import { formatIstTime, istDate, type Instant } from '#domain/time.ts';
import { amountInWords } from '#domain/words.ts';
import type { Context } from '#terminal/context.ts';

import {
  CASH_WORDS as W,
  CERTIFICATE_WORDS,
  COUNT_SOURCE_WORDS,
  INSTRUMENT_WORDS,
} from './cash-words.ts';
import { letterhead } from './letterhead.ts';

export type CashDocument = Extract<
  PrintDocumentKind,
  'z_report' | 'drop_slip' | 'change_slip' | 'count_memo' | 'certificate' | 'instrument_slip'
>;

type Section = TableSlipContent['sections'][number];
type Row = Section['rows'][number];

const row = (label: Texts, value: string | number, strong = false): Row => ({
  label,
  value: String(value),
  ...(strong ? { strong } : {}),
});

const dateAndTime = (at: Instant): string => `${istDate(at)} ${formatIstTime(at)}`;

/** A row for each denomination that is there, as on a bank's slip. */
const countRows = (count: CashCount): readonly Row[] =>
  DENOMINATIONS_PAISE.flatMap((value) => {
    const pieces = count[`${value}`] ?? 0;
    if (pieces === 0) return [];
    const face = `${formatPaise(paise(value))} x ${pieces}`;
    return [row({ en: face, hi: face }, formatPaise(times(paise(value), pieces)))];
  });

/** The entry of a kind that a job's subject names: the newest that `is` it. */
function entryAt<K extends EntryKind>(context: Context, seq: number, kind: K): EntryOf<K> {
  const stored = context.ports.store.read.entry(seq);
  const decoded = stored === undefined ? undefined : decodeEntry(stored.text);
  assert(decoded?.ok === true && decoded.value.kind === kind, `entry ${seq} is no ${kind}`);
  return knownEntry(decoded.value) as EntryOf<K>;
}

function chargeRows(shift: ShiftView): readonly Row[] {
  return [
    row(W.receipts, shift.receipts),
    row(W.nilReceipts, shift.nilReceipts),
    row(W.charged, formatPaise(shift.chargedPaise)),
    row(W.notCash, formatPaise(shift.nonCashPaise)),
    row(W.reversals, shift.reversals),
    row(W.reversed, formatPaise(shift.reversedPaise)),
    row(W.reprints, shift.reprints),
    row(W.noSales, shift.noSales),
    row(W.instruments, shift.instruments),
    row(W.instrumentsWorth, formatPaise(shift.instrumentsPaise)),
  ];
}

function cashRows(context: Context, { body }: EntryOf<'shift.closed'>): readonly Row[] {
  const drops = context.ports.store.read.viewsByTag('cashDrop', body.shiftId);
  return [
    row(W.drops, formatPaise(sum(drops.map((drop) => drop.amountPaise)))),
    row(W.expected, formatPaise(body.expectedPaise)),
    row(W.counted, formatPaise(body.countedPaise), true),
    row(W.variance, formatPaise(subtract(body.countedPaise, body.expectedPaise)), true),
    ...(body.counts === undefined || body.counts < 2 ? [] : [row(W.counts, body.counts)]),
    ...(body.varianceReason === undefined ? [] : [row(W.reason, body.varianceReason)]),
    ...(body.handedTo === undefined ? [] : [row(W.handedTo, body.handedTo)]),
    ...(body.closedBy === undefined ? [] : [row(W.closedBy, body.closedBy)]),
  ];
}

type Body = Pick<TableSlipContent, 'title' | 'facts' | 'sections' | 'note' | 'signatures'> & {
  readonly clerkId: string | null;
};

function zReport(context: Context, job: PrintJobView): Body {
  const shift = context.ports.store.read.view('shift', job.subject);
  assert(shift?.closedSeq !== undefined, `${job.subject} is not closed`);
  const closed = entryAt(context, shift.closedSeq, 'shift.closed');
  const { zNumber = 0, fromSeq = shift.firstSeq, count } = closed.body;
  return {
    clerkId: shift.staffId,
    title: W.zTitle,
    facts: [
      { label: W.zNumber, value: String(zNumber) },
      { label: W.shift, value: shift.shiftId },
      { label: W.businessDate, value: shift.businessDate },
      { label: W.opened, value: dateAndTime(shift.openedAt) },
      { label: W.closed, value: dateAndTime(closed.wallTimeMs) },
      { label: W.entries, value: `${fromSeq} - ${closed.seq}` },
    ],
    sections: [
      { heading: W.charges, rows: chargeRows(shift) },
      { heading: W.cash, rows: [...countRows(count), ...cashRows(context, closed)] },
    ],
    note: null,
    signatures: [W.clerkSigns, W.managerSigns],
  };
}

function dropSlip(context: Context, job: PrintJobView): Body {
  const drop = context.ports.store.read.view('cashDrop', job.subject);
  assert(drop !== undefined, `no drop ${job.subject}`);
  const { body } = entryAt(context, drop.seq, 'cash.dropped');
  return {
    clerkId: drop.staffId,
    title: W.dropTitle,
    facts: [
      { label: W.drop, value: drop.dropId },
      { label: W.bag, value: drop.bagNumber },
      { label: W.shift, value: drop.shiftId ?? '' },
      { label: W.takenBy, value: drop.approverId },
    ],
    sections: [
      {
        heading: null,
        rows: [...countRows(body.count), row(W.total, formatPaise(drop.amountPaise), true)],
      },
    ],
    note: null,
    signatures: [W.clerkSigns, W.managerSigns],
  };
}

function changeSlip(context: Context, job: PrintJobView): Body {
  const slip = context.ports.store.read.view('changeSlip', job.subject);
  assert(slip !== undefined, `no slip ${job.subject}`);
  return {
    clerkId: null,
    title: W.changeTitle,
    facts: [{ label: W.slip, value: slip.slipId }],
    sections: [
      {
        heading: null,
        rows: [
          row(W.owed, formatPaise(slip.amountPaise), true),
          row(W.words, amountInWords(slip.amountPaise, slip.language)),
        ],
      },
    ],
    note: W.changeNote,
    signatures: [W.clerkSigns, W.citizenSigns],
  };
}

function countMemo(context: Context, job: PrintJobView): Body {
  const order = context.ports.store.read.view('countOrder', job.subject);
  assert(order?.takenSeq !== undefined, `count ${job.subject} was not taken`);
  const { body, staffId } = entryAt(context, order.takenSeq, 'count.taken');
  return {
    clerkId: staffId,
    title: W.memoTitle,
    facts: [
      { label: W.drop, value: body.countId },
      { label: W.shift, value: body.shiftId },
      { label: W.orderedBy, value: order.orderedBy ?? COUNT_SOURCE_WORDS[order.source].en },
      { label: W.witnessSigns, value: body.witnessId },
    ],
    sections: [
      {
        heading: null,
        rows: [...countRows(body.count), row(W.counted, formatPaise(body.countedPaise), true)],
      },
    ],
    note: W.memoNote,
    signatures: [W.clerkSigns, W.witnessSigns],
  };
}

function certificate(context: Context, job: PrintJobView): Body {
  const { read } = context.ports.store;
  const receipt = read.view('receipt', job.subject);
  const issued = read.view('certificate', job.subject);
  assert(receipt !== undefined && issued !== undefined, `no certificate for ${job.subject}`);
  return {
    clerkId: receipt.staffId,
    title: W.certificateTitle,
    facts: [
      { label: W.certificate, value: issued.certificateNumber },
      { label: W.ofReceipt, value: receipt.receiptNumber },
      { label: W.paidOn, value: dateAndTime(receipt.issuedAt) },
      { label: W.reason, value: CERTIFICATE_WORDS[issued.reason][receipt.language] },
      { label: W.approvedBy, value: issued.approverId },
    ],
    sections: [
      {
        heading: null,
        rows: [
          row(W.total, formatPaise(receipt.totalPaise), true),
          row(W.words, amountInWords(receipt.totalPaise, receipt.language)),
        ],
      },
    ],
    note: W.certificateNote,
    signatures: [W.managerSigns],
  };
}

function instrumentSlip(context: Context, job: PrintJobView): Body {
  const { read } = context.ports.store;
  const taken = read.view('instrument', job.subject);
  assert(taken !== undefined, `no instrument ${job.subject}`);
  const { instrumentId, instrument, number, bank, drawnOn, totalPaise, language } = taken;
  const shift = taken.shiftId === null ? undefined : read.view('shift', taken.shiftId);
  return {
    clerkId: shift?.staffId ?? null,
    title: W.instrumentTitle,
    facts: [
      { label: W.instrumentNumber, value: instrumentId },
      { label: W.instrument, value: INSTRUMENT_WORDS[instrument][language] },
      { label: W.instrumentOf, value: number },
      { label: W.bank, value: bank },
      { label: W.drawnOn, value: drawnOn },
    ],
    sections: [
      {
        heading: null,
        rows: [
          row(W.madeOutFor, formatPaise(totalPaise), true),
          row(W.words, amountInWords(totalPaise, language)),
        ],
      },
    ],
    note: W.instrumentNote,
    signatures: [W.clerkSigns],
  };
}

const BODIES: Readonly<Record<CashDocument, (context: Context, job: PrintJobView) => Body>> = {
  z_report: zReport,
  drop_slip: dropSlip,
  change_slip: changeSlip,
  count_memo: countMemo,
  certificate,
  instrument_slip: instrumentSlip,
};

/** What the citizen takes home is in the language of their receipt; the office's papers are English. */
function languageOf(context: Context, document: CashDocument, job: PrintJobView): 'en' | 'hi' {
  const { read } = context.ports.store;
  if (document === 'certificate') return read.view('receipt', job.subject)?.language ?? 'en';
  if (document === 'instrument_slip') return read.view('instrument', job.subject)?.language ?? 'en';
  if (document === 'change_slip') return read.view('changeSlip', job.subject)?.language ?? 'en';
  return 'en';
}

export function cashPaper(
  context: Context,
  document: CashDocument,
  job: PrintJobView,
): Result<PaperDocument> {
  const { clerkId, ...body } = BODIES[document](context, job);
  const content = { ...letterhead(context, clerkId), ...body, printedAt: job.queuedAt };
  const language = languageOf(context, document, job);
  return layoutTableSlip(content, { language, paper: context.ports.paper });
}
