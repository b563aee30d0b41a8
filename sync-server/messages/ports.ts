/** What the server needs of whoever carries messages and calls. Answers only; it decides nothing. */
import type { E164 } from '#domain/messages/phone.ts';
import type { Result } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';

export interface SmsToSend {
  readonly to: E164;
  readonly text: string;
  /** Where the carrier's news of it go. */
  readonly statusUrl: string;
  /** The provider's own copy of the registered text, and what fills it; null: `text` is sent. */
  readonly content: { readonly id: string; readonly values: readonly string[] } | null;
}

/**
 * Failures: MESSAGE_SERVICE_UNAVAILABLE (silence, throttling, a page instead of an answer: nothing is
 * known), NUMBER_INVALID, NUMBER_OPTED_OUT, MESSAGE_REFUSED (understood, and no).
 */
export interface SmsPort {
  /** Answers the provider's id. Not to be repeated without asking {@link sent} first. */
  send(of: SmsToSend): Promise<Result<string>>;
  /** The provider's id of this very text, where it was taken since then. */
  sent(of: {
    readonly to: E164;
    readonly text: string;
    readonly since: Instant;
  }): Promise<Result<string | null>>;
}

export interface VoicePort {
  /** Answers the provider's id. What is said is asked of `turnUrl` once somebody has answered. */
  call(of: {
    readonly to: E164;
    readonly turnUrl: string;
    readonly statusUrl: string;
  }): Promise<Result<string>>;
  called(of: { readonly to: E164; readonly since: Instant }): Promise<Result<string | null>>;
}
