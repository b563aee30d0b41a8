/**
 * The number that anybody may call: the digits of a receipt number in, the official charge out. Says
 * nothing about people, and answers a caller only so often. docs/spec/messages.md, M15.
 */
import {
  askNumberTurn,
  chargesTurn,
  languageOfKey,
  languageTurn,
  thanksTurn,
  unknownNumberTurn,
  type CallTurn,
} from '#domain/messages/call-script.ts';
import type { Language } from '#domain/language.ts';
import { ok, type Result } from '#domain/result.ts';
import { AttemptLimit } from '#server/routes/limits.ts';
import { receiptsByDigits } from '#server/store/citizen-calls.ts';
import { isReversedAt } from '#server/store/receipts.ts';
import type { CallParts } from './calls.ts';
import { chargeAt } from './charge.ts';

/** Offices that share digits: more than so many are not read out. */
const MAX_READ_OUT = 3;
const CALLS = { allowed: 40, windowMs: 3_600_000 };

export class InboundDesk {
  readonly #parts: CallParts;
  readonly #callers = new AttemptLimit(CALLS);

  constructor(parts: CallParts) {
    this.#parts = parts;
  }

  #markup(turn: CallTurn, language: Language, to: string): string {
    const { config, speaker } = this.#parts;
    const answerTo = `${config.publicOrigin}/v1/calls/in/${to}`;
    return speaker.markup({ ...turn, language, answerTo });
  }

  /** TOO_MANY_REQUESTS for a caller who never ends. */
  start(from: string): Result<string> {
    const now = this.#parts.context.now();
    const held = this.#callers.check(from, now);
    if (held !== null) return held;
    this.#callers.failed(from, now);
    return ok(this.#markup(languageTurn(), 'hi', 'language'));
  }

  chosen(digits: string): Result<string> {
    const language = languageOfKey(digits);
    return language === null
      ? ok(this.#markup(languageTurn(), 'hi', 'language'))
      : ok(this.#markup(askNumberTurn(language), language, `${language}/number?asked=1`));
  }

  async number(of: {
    readonly from: string;
    readonly language: Language;
    readonly digits: string;
    readonly asked: number;
  }): Promise<Result<string>> {
    const { context } = this.#parts;
    const { language, digits, asked } = of;
    const held = this.#callers.check(of.from, context.now());
    if (held !== null) return held;
    this.#callers.failed(of.from, context.now());
    const charges = [];
    for (const place of await receiptsByDigits(context.database.read, digits, MAX_READ_OUT)) {
      const charge = await chargeAt(context.database.read, place);
      const isReversed = await isReversedAt(context.database.read, place);
      if (charge !== null) charges.push({ ...charge, isReversed });
    }
    if (charges.length > 0) return ok(this.#markup(chargesTurn(charges, language), language, ''));
    const turn = asked >= MAX_READ_OUT ? thanksTurn(language) : unknownNumberTurn(language);
    return ok(this.#markup(turn, language, `${language}/number?asked=${asked + 1}`));
  }
}
