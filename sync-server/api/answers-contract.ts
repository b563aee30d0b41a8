/**
 * What HQ's page learns of calls, messages and payment links: figures, states and codes, nobody's name or
 * number. No Node and no DOM here: both sides import it. docs/spec/messages.md, M13.
 */
import type { Texts } from '#domain/language.ts';
import type { Paise } from '#domain/money.ts';
import type { Instant } from '#domain/time.ts';
import type { PublicLink } from './public-contract.ts';

/** Of an office, over 30 days. Null where fewer than five people pressed a key. */
export interface AnswerRow {
  readonly officeId: string;
  readonly name: Texts;
  readonly quotes: number;
  /** Who gave no number, and who refused: both are signals (P11). */
  readonly noPhone: number;
  readonly refused: number;
  readonly noAnswer: number;
  /** Pressed 1, 2 or 3. */
  readonly answered: number;
  readonly exact: number | null;
  readonly more: number | null;
  readonly noReceipt: number | null;
}

export interface LinkStateRow {
  readonly orderId: string;
  readonly officeId: string;
  readonly counterId: string;
  readonly amountPaise: Paise;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly state: PublicLink['state'];
}

export interface MessageFailureRow {
  readonly id: string;
  readonly officeId: string;
  readonly counterId: string;
  /** A message's template, or `call`. */
  readonly what: string;
  readonly state: string;
  /** The carrier's or our own code. */
  readonly reason: string;
  readonly attempt: number;
  readonly at: Instant;
}

/** `GET /hq/api/answers` */
export interface Answers {
  readonly isOn: boolean;
  readonly offices: readonly AnswerRow[];
  /** Newest first. */
  readonly links: readonly LinkStateRow[];
  readonly failures: readonly MessageFailureRow[];
}

/** `POST /hq/api/answers/:officeId/:callId/reveal {staffId, pin, reason}`, a fact of the chain. */
export interface RevealedAnswer {
  readonly quoteId: string;
  readonly receiptNumber: string | null;
  readonly answer: string | null;
  /** The provider's id of what was said. */
  readonly recording: string | null;
}
