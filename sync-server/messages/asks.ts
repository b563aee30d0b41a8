/**
 * Citizens without a phone are asked at a counter, on their own screen: at any but the one that took
 * the charge. The answer goes the way of a call's: a fact of the office's chain, a case where
 * something was wrong, and nothing that the office could read. docs/spec/messages.md, M17.
 */
import type { Texts, Language } from '#domain/language.ts';
import type { CitizenAnswer } from '#domain/messages/call-script.ts';
import type { Paise } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { afterCopied } from '#server/office-chain/gate.ts';
import { AttemptLimit } from '#server/routes/limits.ts';
import { callOfReceipt, lockCall, type CallRow } from '#server/store/citizen-calls.ts';
import type { CounterRecord } from '#server/store/fleet.ts';
import { chargeOfCall, recordAnswer } from './answers.ts';
import type { CallParts } from './calls.ts';

/** More receipts than a counter's citizens bring in an hour. */
const ASKS = { allowed: 60, windowMs: 3_600_000 };

/** What the citizen's screen says; never the call's id, which would lead an office to the answer. */
export interface AskedCharge {
  readonly language: Language;
  readonly office: Texts;
  readonly service: Texts;
  readonly chargedPaise: Paise;
}

export class AskDesk {
  readonly #parts: Pick<CallParts, 'context' | 'config'>;
  readonly #asked = new AttemptLimit(ASKS);

  constructor(parts: Pick<CallParts, 'context' | 'config'>) {
    this.#parts = parts;
  }

  /** CITIZEN_NOT_ASKED alike for who has a phone, who refused and who answered before. */
  async #open(counter: CounterRecord, receiptNumber: string): Promise<Result<CallRow>> {
    const counterId = receiptNumber.split('/')[0] ?? '';
    const digits = receiptNumber.replaceAll(/\D/g, '');
    const { read } = this.#parts.context.database;
    const row = await callOfReceipt(read, { counterId, digits });
    if (row === null || row.reason !== 'no_phone' || row.answer !== null) {
      return fail('CITIZEN_NOT_ASKED');
    }
    return row.counterId === counter.counterId ? fail('CITIZEN_ASKED_ELSEWHERE') : ok(row);
  }

  async find(counter: CounterRecord, receiptNumber: string): Promise<Result<AskedCharge>> {
    const { now, database } = this.#parts.context;
    const held = this.#asked.check(counter.counterId, now());
    if (held !== null) return held;
    this.#asked.failed(counter.counterId, now());
    const row = await this.#open(counter, receiptNumber);
    if (!row.ok) return row;
    const charge = await chargeOfCall(database.read, row.value);
    if (charge === null) return fail('CITIZEN_NOT_ASKED');
    const { language, office, service, totalPaise: chargedPaise } = charge;
    return ok({ language, office, service, chargedPaise });
  }

  /** Thanked only once the answer is in the second place, as on the telephone (M12). */
  async answer(
    counter: CounterRecord,
    of: { readonly receiptNumber: string; readonly answer: CitizenAnswer },
  ): Promise<Result<object>> {
    const open = await this.#open(counter, of.receiptNumber);
    if (!open.ok) return open;
    const { context } = this.#parts;
    const answered = await context.database.transact(async (writer) => {
      const row = await lockCall(writer, open.value);
      const given = { answer: of.answer, channel: 'counter' } as const;
      if (row !== null) await recordAnswer({ ...this.#parts, writer }, row, given);
    });
    if (!answered.ok) return answered;
    return afterCopied(context, open.value.officeId, () => ok({}));
  }
}
