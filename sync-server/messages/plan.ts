/**
 * Reads the journals behind the ingest and plans what citizens are told: an SMS for each receipt and
 * reversal, a call for each quote at a moment that nobody can foresee. Its place in each journal is a
 * row, moved in the same transaction. docs/spec/messages.md, M5 and M8.
 */
import { randomInt } from 'node:crypto';

import { isTrainingCounter, type CounterId } from '#domain/ids.ts';
import { decodeEntry, type AnyEntry } from '#domain/journal/chain.ts';
import type { ServerContext } from '#server/context.ts';
import type { Writer } from '#server/store/database.ts';
import { noteReceipt, planCall, receiptsByDigits } from '#server/store/citizen-calls.ts';
import { entriesAfter, type CounterKey } from '#server/store/entries.ts';
import {
  journalsAhead,
  keepMessage,
  lockMessageProgress,
  moveMessageProgress,
} from '#server/store/messages.ts';
import { entryAt } from '#server/store/receipts.ts';
import { chargeInWords, inRupees, quoteBody, receiptBody, reversalBody } from './charge.ts';
import type { MessageConfig } from './config.ts';
import { planNotPaid, planPaymentBack } from './plan-upi.ts';

const RUN = 200;
const COUNTERS = 100;
/** Receipts of other offices may have the same digits. */
const MAX_ALIKE = 100;
const MINUTE_MS = 60_000;
/** What is older is nobody's news: a server that is set up late calls nobody about last month. */
const NEWS_MS = 3 * 86_400_000;

interface Planning extends CounterKey {
  readonly writer: Writer;
  readonly rules: MessageConfig['rules'];
  readonly now: number;
  readonly isNews: boolean;
}

/** M8: drawn, so that nobody can foresee it. */
function drawnMoment({ rules }: Planning, from: number): number {
  const { afterMinutes, withinMinutes } = rules.calls;
  const spread = Math.max(0, withinMinutes - afterMinutes) * MINUTE_MS;
  return from + afterMinutes * MINUTE_MS + (spread === 0 ? 0 : randomInt(spread));
}

async function planQuote(of: Planning, seq: number, body: unknown): Promise<void> {
  const quote = quoteBody.safeParse(body);
  if (!quote.success) return;
  const { quoteId, citizen, phone, contact, validUntil } = quote.data;
  const noPhone = phone === 'none' ? 'no_phone' : null;
  await planCall(of.writer, {
    officeId: of.officeId,
    counterId: of.counterId,
    quoteId,
    quoteSeq: seq,
    ref: citizen.ref,
    draw: randomInt(100),
    dueAt: drawnMoment(of, Math.max(validUntil, of.now)),
    suppressed: noPhone ?? contact ?? null,
  });
}

async function planReceipt(of: Planning, seq: number, body: unknown): Promise<void> {
  const receipt = receiptBody.safeParse(body);
  if (!receipt.success) return;
  const { officeId, counterId, writer, now: at } = of;
  const { quoteId, receiptNumber, citizen, language } = receipt.data;
  const digits = receiptNumber.replaceAll(/\D/g, '');
  const dueAt = drawnMoment(of, of.now);
  await noteReceipt(writer, { officeId, counterId, quoteId, seq, digits, dueAt });
  if (!of.isNews) return;
  const told = await chargeInWords(writer, { officeId, ...receipt.data });
  if (told === null) return;
  await keepMessage(writer, {
    officeId,
    counterId,
    ref: citizen.ref,
    template: 'receipt',
    subject: receiptNumber,
    fill: [
      inRupees(told.totalPaise),
      told.service[language],
      told.office[language],
      receiptNumber,
      told.complaintNumber,
    ],
    at,
  });
}

async function planReversal(of: Planning, body: unknown): Promise<void> {
  const reversal = reversalBody.safeParse(body);
  if (!reversal.success) return;
  const { officeId, counterId, writer, now: at } = of;
  const { receiptNumber, amountPaise } = reversal.data;
  const digits = receiptNumber.replaceAll(/\D/g, '');
  const places = await receiptsByDigits(writer, digits, MAX_ALIKE);
  const place = places.find((it) => it.counterId === counterId);
  const row = place === undefined ? null : await entryAt(writer, of, place.seq);
  const entry = row === null ? null : decodeEntry(row.text);
  const receipt = entry?.ok === true ? receiptBody.safeParse(entry.value.body) : null;
  if (receipt?.success !== true) return;
  const told = await chargeInWords(writer, { officeId, ...receipt.data });
  if (told === null) return;
  await keepMessage(writer, {
    officeId,
    counterId,
    ref: receipt.data.citizen.ref,
    template: 'reversed',
    subject: receiptNumber,
    fill: [
      receiptNumber,
      told.office[receipt.data.language],
      inRupees(amountPaise),
      told.complaintNumber,
    ],
    at,
  });
}

async function planEntry(of: Omit<Planning, 'isNews'>, entry: AnyEntry): Promise<void> {
  const isNews = entry.wallTimeMs >= of.now - NEWS_MS;
  const planning = { ...of, isNews };
  if (entry.kind === 'receipt.issued') await planReceipt(planning, entry.seq, entry.body);
  if (!isNews) return;
  if (entry.kind === 'quote.issued') await planQuote(planning, entry.seq, entry.body);
  if (entry.kind === 'charge.reversed') await planReversal(planning, entry.body);
  if (entry.kind === 'upi.late') await planPaymentBack(planning, entry.body);
  if (entry.kind === 'upi.ended') await planNotPaid(planning, entry.body);
}

/** One run of one journal. Answers how many entries it read. */
async function planRun(of: Omit<Planning, 'isNews'>): Promise<number> {
  const done = await lockMessageProgress(of.writer, of);
  const rows = await entriesAfter(of.writer, of, { afterSeq: done, limit: RUN });
  const last = rows.at(-1);
  if (last === undefined) return 0;
  if (!isTrainingCounter(of.counterId as CounterId)) {
    for (const row of rows) {
      const entry = decodeEntry(row.text);
      if (entry.ok) await planEntry(of, entry.value);
    }
  }
  await moveMessageProgress(of.writer, of, last.seq);
  return rows.length;
}

/** One run of every journal that is ahead. Answers how many entries were read. */
export async function planMessages(
  context: Pick<ServerContext, 'database' | 'now'>,
  rules: MessageConfig['rules'],
): Promise<number> {
  const now = context.now();
  let read = 0;
  for (const counter of await journalsAhead(context.database.read, COUNTERS)) {
    const ran = await context.database.transact((writer) =>
      planRun({ ...counter, writer, rules, now }),
    );
    if (ran.ok) read += ran.value;
  }
  return read;
}
