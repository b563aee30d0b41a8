/**
 * What a receipt and its sister papers say, before any layout: facts taken from a committed entry.
 * Nothing here is computed from anything but the entry; amounts in figures and in words arrive done.
 */
import type { Texts } from '#domain/language.ts';
import type { Paise } from '#domain/money.ts';
import type { Instant, IsoDate } from '#domain/time.ts';

/** The head of every paper. */
export interface Letterhead {
  readonly department: Texts;
  readonly officeName: Texts;
  /** As the citizen reads it at the counter: `3`. */
  readonly counterLabel: string;
  readonly clerkId: string;
  /** The number that answers complaints. */
  readonly complaintsPhone: string;
  readonly training: boolean;
}

/** One published fee line as charged. */
export interface FeeLine {
  readonly texts: Texts;
  /** Where it is published: `CMVR rule 32, no. 1`. */
  readonly authority: string;
  /** Head of account: `0041-00-101-01`. */
  readonly head: string;
  /** Present together with `ratePaise` where the fee is a count times a rate. */
  readonly quantity?: number;
  readonly ratePaise?: Paise;
  readonly amountPaise: Paise;
}

/** A service as priced: the same on a quote slip, a receipt and a reversal. */
export interface PricedService {
  readonly service: Texts;
  /** The facts the fee depends on, one sentence each: `2 classes of vehicle`. */
  readonly factsInWords: readonly Texts[];
  readonly lines: readonly FeeLine[];
  readonly totalPaise: Paise;
  /** In the paper's language: `Rupees nine hundred fifty only`. */
  readonly totalInWords: string;
  readonly tariff: { readonly citation: string; readonly version: string };
}

export type PaperTender =
  | {
      readonly kind: 'cash';
      readonly givenPaise: Paise;
      readonly changePaise: Paise;
      /** Money already here from a receipt reversed in the same act. */
      readonly creditPaise?: Paise;
    }
  /** `instrument`: a cheque or draft, and the bank's reference of its realisation. */
  | { readonly kind: 'upi' | 'instrument'; readonly reference: string };

export interface ReversalInfo {
  readonly reversalNumber: string;
  readonly reversedAt: Instant;
  readonly reason: Texts;
}

export interface ReceiptContent extends Letterhead, PricedService {
  readonly receiptNumber: string;
  readonly issuedAt: Instant;
  readonly businessDate: IsoDate;
  /** The payer; null prints the word for applicant. */
  readonly receivedFrom: string | null;
  /** The beneficiary where it is another person. */
  readonly onAccountOf: string | null;
  readonly applicationRef: string | null;
  /** Null only where the total is nil. */
  readonly tender: PaperTender | null;
  /**
   * Several receipts paid in one tender: given and change are of all of them together, whose sum
   * this is. Absent where the tender paid this receipt alone.
   */
  readonly paidTogetherPaise?: Paise;
  /** The last six digits of the counter's gross total in paise after this receipt. */
  readonly runningTotalDigits: string;
  /** Upper-case HTTPS address that holds the signed receipt. */
  readonly qrText: string;
  /** 1, 2, … for a printed copy; null for the original. */
  readonly duplicateNumber: number | null;
  readonly reversal: ReversalInfo | null;
}

export interface QuoteSlipContent extends Letterhead, PricedService {
  readonly quoteNumber: string;
  readonly issuedAt: Instant;
  readonly validUntil: Instant;
  readonly applicationRef: string | null;
}

export interface ReversalSlipContent extends Letterhead {
  readonly reversalNumber: string;
  readonly receiptNumber: string;
  readonly reversedAt: Instant;
  readonly service: Texts;
  readonly reason: Texts;
  readonly amountPaise: Paise;
  /** In the paper's language. */
  readonly amountInWords: string;
  /** How the money went back; `none` where it stays for a linked new charge or was nil. */
  readonly returned: 'cash' | 'refund-due' | 'none';
  readonly approvedBy: string;
  /** The last six digits of the counter's gross reversed total in paise. */
  readonly runningReversedDigits: string;
  /** The receipt that replaces this one, where it was corrected. */
  readonly replacedBy: string | null;
}

export interface TestPageContent {
  readonly officeName: Texts;
  readonly counterLabel: string;
  readonly printedAt: Instant;
  readonly qrText: string;
}

/** A titled list of figures: an X report, a count, a close. */
export interface TableSlipContent extends Letterhead {
  readonly title: Texts;
  readonly printedAt: Instant;
  readonly facts: readonly { readonly label: Texts; readonly value: string }[];
  readonly sections: readonly {
    readonly heading: Texts | null;
    readonly rows: readonly {
      readonly label: Texts;
      readonly value: string;
      readonly strong?: boolean;
    }[];
  }[];
  readonly note: Texts | null;
  /** Who signs the paper by hand. */
  readonly signatures: readonly Texts[];
}
