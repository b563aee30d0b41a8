/**
 * What follows from a verdict: cases, and duties to refund, as facts of the office's chain in the
 * transaction of the judge. An excess is refunded, a shortfall is told and never collected (P1).
 */
import type { OfficeFact } from '#protocol/office-chain.ts';
import type { RefundRow } from '#server/api/contract.ts';
import type { ServerContext } from '#server/context.ts';
import { caseIdOf, closeCaseBy, openCase, type CaseKind } from '#server/store/cases.ts';
import type { Writer } from '#server/store/database.ts';
import type { CounterKey } from '#server/store/entries.ts';
import { recordFact } from '#server/store/office-chain.ts';
import { refundById, refundIdOf } from '#server/store/refunds.ts';
import type { Verdict } from './price-again.ts';

export interface JudgedReceipt extends CounterKey {
  readonly seq: number;
  readonly receiptNumber: string;
  readonly citizenRef: string;
  readonly chargedPaise: number;
  readonly tariff: string;
  readonly isReversed: boolean;
}

/** Writes the facts of one run; counts them, so that whoever watches is told. */
export class Acts {
  readonly #context: ServerContext;
  readonly #writer: Writer;
  readonly #of: CounterKey;
  count = 0;

  constructor(context: ServerContext, writer: Writer, of: CounterKey) {
    this.#context = context;
    this.#writer = writer;
    this.#of = of;
  }

  async #record(fact: OfficeFact): Promise<void> {
    const { officeId } = this.#of;
    const at = this.#context.now();
    await recordFact(this.#context, this.#writer, { officeId, at, fact });
    this.count += 1;
  }

  async open(
    kind: CaseKind,
    subject: string | number,
    details: Readonly<Record<string, string | number>>,
  ): Promise<void> {
    const openedAt = this.#context.now();
    const about = { ...this.#of, kind, subject, details, openedAt };
    if (await openCase(this.#context, this.#writer, about)) this.count += 1;
  }

  /** A quote is judged by itself: what the citizen was shown, whether or not money moved. */
  async quote(seq: number, verdict: Verdict): Promise<void> {
    const [first] = verdict.differences;
    const field = verdict.trouble?.field ?? first?.field;
    if (field === undefined && verdict.excessPaise === 0) return;
    const { excessPaise, expectedPaise, basis } = verdict;
    await this.open('quote_wrong', seq, {
      seq,
      field: field ?? 'totalPaise',
      excessPaise,
      ...(expectedPaise === null ? {} : { expectedPaise }),
      ...(basis === null ? {} : { basis }),
    });
  }

  async receipt(receipt: JudgedReceipt, verdict: Verdict): Promise<void> {
    const { seq, receiptNumber, chargedPaise, tariff } = receipt;
    const about = { seq, receiptNumber, chargedPaise, tariff };
    const [first] = verdict.differences;
    const { trouble, excessPaise, shortfallPaise } = verdict;
    if (trouble !== null) {
      await this.open(trouble.kind, seq, { ...about, field: trouble.field, code: trouble.code });
    }
    const expected = verdict.expectedPaise === null ? {} : { expectedPaise: verdict.expectedPaise };
    const field = first?.field ?? 'totalPaise';
    if (excessPaise > 0) {
      const basis = verdict.basis ?? 'law';
      await this.open('overcharged', seq, { ...about, ...expected, excessPaise, field, basis });
    } else if (shortfallPaise > 0) {
      await this.open('undercharged', seq, { ...about, ...expected, shortfallPaise, field });
    } else if (first !== undefined) {
      const { charged, expected: wanted } = first;
      await this.open('charge_differs', seq, { ...about, field, charged, expected: wanted });
    }
    await this.#refund(receipt, verdict);
  }

  async #refund(receipt: JudgedReceipt, verdict: Verdict): Promise<void> {
    const { officeId, counterId, seq } = receipt;
    const refundId = refundIdOf({ officeId, counterId, seq });
    const held = await refundById(this.#writer, { officeId, refundId });
    const { excessPaise: amountPaise, expectedPaise, basis } = verdict;
    // RS1: what a person asked for is more than any excess.
    if (held?.basis === 'sanction' && !receipt.isReversed) return;
    if (amountPaise === 0 || expectedPaise === null || basis === null) {
      // A fee that nobody can tell any more takes nothing back from the citizen.
      if (verdict.expectedPaise !== null) await this.#withdraw(held, 'fee_corrected');
      return;
    }
    if (receipt.isReversed) {
      await this.#withdraw(held, 'reversed');
      return;
    }
    const body = { refundId, expectedPaise, amountPaise, basis };
    if (held === null || held.state === 'withdrawn') {
      const { receiptNumber, citizenRef, chargedPaise } = receipt;
      const whole = { ...body, counterId, seq, receiptNumber, citizenRef, chargedPaise };
      if (held === null) await this.#record({ kind: 'refund.proposed', body: whole });
      else await this.#record({ kind: 'refund.changed', body });
      return;
    }
    if (held.amountPaise === amountPaise) return;
    if (held.state === 'proposed' || held.state === 'endorsed') {
      await this.#record({ kind: 'refund.changed', body });
    } else if (held.amountPaise < amountPaise) {
      const { receiptNumber, chargedPaise, tariff } = receipt;
      const excessPaise = amountPaise - held.amountPaise;
      const details = { seq, receiptNumber, chargedPaise, tariff, excessPaise, basis };
      await this.open('overcharged', `${seq}/${amountPaise}`, details);
    }
  }

  async #withdraw(held: RefundRow | null, reason: 'fee_corrected' | 'reversed'): Promise<void> {
    if (held === null || (held.state !== 'proposed' && held.state !== 'endorsed')) return;
    const { refundId, counterId, seq } = held;
    await this.#record({ kind: 'refund.withdrawn', body: { refundId, reason } });
    if (reason !== 'fee_corrected') return;
    const caseId = caseIdOf({ counterId, kind: 'overcharged', subject: seq });
    const closing = { ...this.#of, caseId, resolution: reason, staffId: 'server' };
    const why = 'The fee was corrected since: nothing is owed.';
    const at = this.#context.now();
    await closeCaseBy(this.#context, this.#writer, { ...closing, reason: why, at });
  }

  /** The money went back over the counter: nothing more is owed for it. */
  async reversed(seq: number): Promise<void> {
    const { officeId, counterId } = this.#of;
    const refundId = refundIdOf({ officeId, counterId, seq });
    const held = await refundById(this.#writer, { officeId, refundId });
    await this.#withdraw(held, 'reversed');
  }
}
