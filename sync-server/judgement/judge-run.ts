/**
 * One step of re-pricing in one transaction: the next entries of a counter's journal, or the next
 * charges that a change of the law may concern. Where it stopped is a row in the same transaction,
 * so any server may go on, and a step that is repeated finds its facts already there.
 */
import { parseCalendar, SUNDAYS_ONLY } from '#domain/calendar.ts';
import { isTrainingCounter, type CounterId } from '#domain/ids.ts';
import { decodeEntry, type AnyEntry } from '#domain/journal/chain.ts';
import type { ServerContext } from '#server/context.ts';
import type { Writer } from '#server/store/database.ts';
import { entriesAfter, type CounterKey, type EntryRow } from '#server/store/entries.ts';
import {
  bookChangeAfter,
  chargesBetween,
  chargesByNumber,
  lockJudged,
  moveJudged,
  officeDetails,
  projectedSeq,
  putQuotePlaces,
  quotePlace,
  type BookChange,
  type JudgedCharge,
  type JudgedTo,
} from '#server/store/judgement.ts';
import { entryAt } from '#server/store/receipts.ts';
import { Acts } from './act.ts';
import {
  differenceFromQuote,
  quoteBody,
  receiptBody,
  reversalBody,
  type QuoteBody,
} from './bodies.ts';
import type { LawBook } from './law-book.ts';
import { priceAgain, type HeldTariff, type Verdict } from './price-again.ts';

const RUN = 500;

export interface Judging {
  readonly context: ServerContext;
  readonly book: LawBook;
  readonly of: CounterKey;
}

export interface JudgedRun {
  readonly facts: number;
  readonly hasMore: boolean;
}

const tariffName = (tariff: { readonly tariffId: string; readonly version: number }): string =>
  `${tariff.tariffId}@${tariff.version}`;

class Run {
  readonly #judging: Judging;
  readonly #writer: Writer;
  readonly #held: readonly HeldTariff[];
  readonly #calendar: Parameters<typeof priceAgain>[1]['calendar'];
  readonly #quotes = new Map<string, QuoteBody>();
  readonly acts: Acts;

  constructor(
    judging: Judging,
    writer: Writer,
    of: {
      readonly held: readonly HeldTariff[];
      readonly calendar: Parameters<typeof priceAgain>[1]['calendar'];
    },
  ) {
    this.#judging = judging;
    this.#writer = writer;
    this.#held = of.held;
    this.#calendar = of.calendar;
    this.acts = new Acts(judging.context, writer, judging.of);
  }

  #price(quote: QuoteBody, seq: number): Verdict | null {
    try {
      return priceAgain(quote, { held: this.#held, calendar: this.#calendar });
    } catch (error) {
      // A fault of ours in one charge must not stop the judging of all that follow.
      const { counterId } = this.#judging.of;
      const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#judging.context.log.warn('repricing.fault', { counterId, seq, stack });
      return null;
    }
  }

  async entries(rows: readonly EntryRow[]): Promise<void> {
    const entries = rows.flatMap((row) => {
      const decoded = decodeEntry(row.text);
      return decoded.ok ? [decoded.value] : [];
    });
    await putQuotePlaces(this.#writer, this.#judging.of, this.#remember(entries));
    for (const entry of entries) {
      if (entry.kind === 'quote.issued') await this.#quote(entry);
      if (entry.kind === 'receipt.issued') await this.receipt(entry);
      if (entry.kind === 'charge.reversed') await this.#reversal(entry);
    }
  }

  #remember(entries: readonly AnyEntry[]): { quoteId: string; seq: number }[] {
    const places: { quoteId: string; seq: number }[] = [];
    for (const entry of entries) {
      if (entry.kind !== 'quote.issued') continue;
      const body = quoteBody.safeParse(entry.body);
      if (!body.success || this.#quotes.has(body.data.quoteId)) continue;
      const { quoteId } = body.data;
      this.#quotes.set(quoteId, body.data);
      places.push({ quoteId, seq: entry.seq });
    }
    return places;
  }

  async #quote(entry: AnyEntry): Promise<void> {
    const body = quoteBody.safeParse(entry.body);
    const { seq } = entry;
    const verdict = body.success ? this.#price(body.data, seq) : null;
    if (verdict === null) await this.acts.open('quote_wrong', seq, { seq, field: 'body' });
    else await this.acts.quote(seq, verdict);
  }

  async #quoteOf(quoteId: string, receiptSeq: number): Promise<QuoteBody | null> {
    const { of } = this.#judging;
    const place = await quotePlace(this.#writer, of, quoteId);
    if (place === null || place > receiptSeq) return null;
    const remembered = this.#quotes.get(quoteId);
    if (remembered !== undefined) return remembered;
    const row = await entryAt(this.#writer, of, place);
    const entry = row === null ? null : decodeEntry(row.text);
    const body = entry?.ok === true ? quoteBody.safeParse(entry.value.body) : null;
    return body?.success === true ? body.data : null;
  }

  async receipt(entry: AnyEntry, charge: JudgedCharge | null = null): Promise<void> {
    const { seq } = entry;
    const { of } = this.#judging;
    const body = receiptBody.safeParse(entry.body);
    if (!body.success) {
      await this.acts.open('price_unknown', seq, { seq, field: 'body' });
      return;
    }
    const receipt = body.data;
    const { receiptNumber, totalPaise: chargedPaise, citizen } = receipt;
    const tariff = tariffName(receipt.tariff);
    const about = { seq, receiptNumber, chargedPaise, tariff };
    const quote = await this.#quoteOf(receipt.quoteId, seq);
    if (quote === null) {
      await this.acts.open('receipt_without_quote', seq, { ...about, field: 'quoteId' });
      return;
    }
    const field = differenceFromQuote(receipt, quote);
    if (field !== null) await this.acts.open('charge_differs', `${seq}/quote`, { ...about, field });
    const { serviceCode, lines } = receipt;
    const claim = { ...quote, serviceCode, lines, tariff: receipt.tariff };
    const verdict = this.#price({ ...claim, totalPaise: receipt.totalPaise }, seq);
    if (verdict === null) {
      await this.acts.open('price_unknown', seq, { ...about, field: 'facts' });
      return;
    }
    const known = charge ?? (await this.#chargeAt(receiptNumber, seq));
    const isReversed = known !== null && known.reversedSeq !== null;
    const { ref: citizenRef } = citizen;
    await this.acts.receipt({ ...of, ...about, citizenRef, isReversed }, verdict);
  }

  async #chargeAt(receiptNumber: string, seq: number): Promise<JudgedCharge | null> {
    const charges = await chargesByNumber(this.#writer, this.#judging.of, receiptNumber);
    return charges.find((charge) => charge.seq === seq) ?? null;
  }

  async #reversal(entry: AnyEntry): Promise<void> {
    const body = reversalBody.safeParse(entry.body);
    if (!body.success) return;
    const { receiptNumber } = body.data;
    for (const charge of await chargesByNumber(this.#writer, this.#judging.of, receiptNumber)) {
      if (charge.reversedSeq === entry.seq) await this.acts.reversed(charge.seq);
    }
  }

  /** R8: charges of the tariff, and those of the services that it prices. */
  async changed(change: BookChange, charges: readonly JudgedCharge[]): Promise<void> {
    const tariff = this.#held.find(
      ({ ref }) => ref.tariffId === change.tariffId && ref.version === change.version,
    );
    const services = new Set(tariff?.tariff.services.map(({ code }) => code));
    for (const charge of charges) {
      if (charge.tariffId !== change.tariffId && !services.has(charge.serviceCode)) continue;
      const row = await entryAt(this.#writer, this.#judging.of, charge.seq);
      const entry = row === null ? null : decodeEntry(row.text);
      if (entry?.ok === true) await this.receipt(entry.value, charge);
    }
  }
}

async function runOver(judging: Judging, writer: Writer): Promise<Run> {
  const held = await judging.book.held(writer);
  const office = await officeDetails(writer, judging.of.officeId);
  const calendar = parseCalendar(office?.calendar);
  return new Run(judging, writer, { held, calendar: calendar ?? SUNDAYS_ONLY });
}

async function nextEntries(
  judging: Judging,
  writer: Writer,
  from: JudgedTo,
): Promise<JudgedRun | null> {
  const { of } = judging;
  const until = await projectedSeq(writer, of);
  if (until <= from.seq) return null;
  const read = await entriesAfter(writer, of, { afterSeq: from.seq, limit: RUN });
  const rows = read.filter(({ seq }) => seq <= until);
  const last = rows.at(-1);
  if (last === undefined) return null;
  const isTraining = isTrainingCounter(of.counterId as CounterId);
  const run = isTraining ? null : await runOver(judging, writer);
  await run?.entries(rows);
  await moveJudged(writer, of, { ...from, seq: last.seq });
  return { facts: run?.acts.count ?? 0, hasMore: true };
}

async function nextChange(
  judging: Judging,
  writer: Writer,
  from: JudgedTo,
): Promise<JudgedRun | null> {
  const change = await bookChangeAfter(writer, from.changeNo);
  if (change === null) return null;
  const { of } = judging;
  const charges = await chargesBetween(writer, of, {
    afterSeq: from.changeSeq,
    toSeq: from.seq,
    limit: RUN,
  });
  const last = charges.at(-1);
  const { seq } = from;
  if (last === undefined) {
    await moveJudged(writer, of, { seq, changeNo: change.changeNo, changeSeq: 0 });
    return { facts: 0, hasMore: true };
  }
  const run = await runOver(judging, writer);
  await run.changed(change, charges);
  await moveJudged(writer, of, { seq, changeNo: from.changeNo, changeSeq: last.seq });
  return { facts: run.acts.count, hasMore: true };
}

/** The next step, or null where there is none (or no such counter). */
export async function judgeNext(judging: Judging, writer: Writer): Promise<JudgedRun | null> {
  const from = await lockJudged(writer, judging.of);
  if (from === null) return null;
  return (await nextEntries(judging, writer, from)) ?? nextChange(judging, writer, from);
}
