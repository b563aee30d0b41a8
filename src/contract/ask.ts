/**
 * Asking a citizen without a phone what they paid, across the edge between screens and terminal. The
 * clerk's side never learns the answer.
 */
import type { Texts } from '#domain/language.ts';
import type { ReceiptNumber } from '#domain/ids.ts';
import type { Paise } from '#domain/money.ts';

/** What a citizen may answer on their own screen. */
export const CITIZEN_ANSWERS = ['exact', 'more', 'no_receipt'] as const;

/** At the clerk's screen: whether the question still stands. */
export interface AskSnapshot {
  readonly receiptNumber: ReceiptNumber;
  readonly isOver: boolean;
}

/** At the citizen's screen. */
export interface CitizenAskSnapshot {
  /** `unheard`: HQ did not take the answer; the citizen may press once more. */
  readonly state: 'asked' | 'unheard' | 'thanked';
  readonly office: Texts;
  readonly service: Texts;
  readonly chargedPaise: Paise;
}
