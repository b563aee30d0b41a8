/** What each command answers. With `commands.ts` this is the whole contract of the terminal. */
import type { ErrorCode } from '#domain/errors.ts';
import type { CashCount } from '#domain/cash.ts';
import type { QuoteId, ReceiptNumber, TenderId, VisitId } from '#domain/ids.ts';
import type { Texts } from '#domain/language.ts';
import type { Paise } from '#domain/money.ts';
import type { Result } from '#domain/result.ts';
import type { FactDefinition } from '#domain/tariff/types.ts';
import type { Instant, IsoDate } from '#domain/time.ts';

import type { CounterDescription } from './care.ts';
import type { CommandInput, CommandName } from './commands.ts';
import type { Finger } from './finger.ts';
import type { UpiSlipFound } from './upi.ts';
import type { PreviewSnapshot, QuoteSnapshot } from './snapshot.ts';

export interface ServiceFound {
  readonly serviceCode: string;
  readonly texts: Texts;
  readonly mnemonic: string;
  readonly department: Texts;
}

export interface ServiceDescription extends ServiceFound {
  readonly facts: readonly FactDefinition[];
}

export interface PaymentAnswer {
  readonly tenderId: TenderId;
  readonly receiptNumbers: readonly ReceiptNumber[];
  readonly totalPaise: Paise;
  readonly changePaise: Paise;
  readonly change: CashCount;
}

export type ReceiptVerdict =
  | 'genuine_here'
  | 'reversed'
  | 'signature_valid_other_counter'
  | 'altered'
  | 'unknown_key';

export interface ReceiptCheck {
  readonly verdict: ReceiptVerdict;
  readonly receiptNumber: ReceiptNumber | null;
  readonly totalPaise: Paise | null;
  readonly issuedAt: Instant | null;
  readonly serviceTexts: Texts | null;
}

/** X: receipt counts and non-cash only; the expected cash stays hidden until the count. */
export interface XReport {
  readonly at: Instant;
  readonly businessDate: IsoDate;
  readonly quotes: number;
  readonly lapsed: number;
  readonly receipts: number;
  readonly nilReceipts: number;
  readonly reversals: number;
  readonly reprints: number;
  readonly noSales: number;
  readonly nonCashPaise: Paise;
  /** Cheques and drafts taken: no receipt yet. */
  readonly instruments: number;
  readonly instrumentsPaise: Paise;
}

export interface ShiftClosed {
  readonly countedPaise: Paise;
  readonly expectedPaise: Paise;
  readonly variancePaise: Paise;
}

export interface ExchangePlaceAnswer {
  readonly placeId: string;
  readonly label: string;
  readonly freeBytes: number | null;
}

/** Entries written to a stick; `toSeq` is before `fromSeq` where there were none. */
export interface Exported {
  readonly files: number;
  readonly fromSeq: number;
  readonly toSeq: number;
}

export interface Imported {
  readonly acknowledgedSeq: number;
  readonly feedItems: number;
  /** Files that were not used, and why. */
  readonly problems: readonly { readonly file: string; readonly code: ErrorCode }[];
}

export interface SavedGood extends Exported {
  /** The journal itself, or its second copy where that reaches further. */
  readonly from: 'journal' | 'backup';
  /** What ended the good part; null where it is whole. */
  readonly fault: ErrorCode | null;
}

export interface EnrolmentFound {
  readonly enrolled: boolean;
  readonly services: readonly string[];
  readonly fingers: readonly Finger[];
  /** When it is deleted by itself; null where nobody is enrolled. */
  readonly expiresAt: Instant | null;
}

/** The code is on its way; `mobileEnd` is what the number ends with, to be said aloud. */
export interface CodeSent {
  readonly validUntil: Instant;
  readonly mobileEnd: string;
}

interface Answers {
  readonly findEnrolment: EnrolmentFound;
  readonly deleteTemplates: { readonly deleted: number };
  readonly deleteStaffTemplates: { readonly deleted: number };
  readonly sendCode: CodeSent;
  readonly exchangePlaces: readonly ExchangePlaceAnswer[];
  readonly exportSync: Exported;
  readonly importSync: Imported;
  readonly saveGood: SavedGood;
  readonly describeCounter: CounterDescription;
  readonly preview: PreviewSnapshot;
  readonly quote: { readonly visitId: VisitId; readonly quote: QuoteSnapshot };
  readonly requote: { readonly visitId: VisitId; readonly quote: QuoteSnapshot };
  readonly lapse: { readonly quoteId: QuoteId };
  readonly takeCash: PaymentAnswer;
  readonly payByUpi: { readonly chargeId: string };
  readonly payByLink: { readonly chargeId: string };
  readonly setUpiAside: { readonly chargeId: string };
  readonly findUpi: UpiSlipFound;
  readonly correct: PaymentAnswer & { readonly reversed: ReceiptNumber };
  readonly reverse: {
    readonly receiptNumber: ReceiptNumber;
    readonly paidBackPaise: Paise;
    /** Goes back through the gateway, to where it came from; 0 where it was cash. */
    readonly toRefundPaise: Paise;
  };
  readonly checkReceipt: ReceiptCheck;
  readonly xReport: XReport;
  readonly closeShift: ShiftClosed;
  readonly handOver: ShiftClosed;
  readonly closeForAbsent: ShiftClosed;
  readonly dropCash: { readonly dropId: string; readonly droppedPaise: Paise };
  readonly oweChange: { readonly slipId: string; readonly owedPaise: Paise };
  readonly giveChange: { readonly slipId: string; readonly givenPaise: Paise };
  readonly orderCount: { readonly countId: string };
  readonly takeCount: { readonly countId: string; readonly countedPaise: Paise };
  readonly certify: { readonly certificateNumber: string };
  readonly takeInstrument: { readonly instrumentId: string; readonly totalPaise: Paise };
  readonly previewLeaf: PreviewSnapshot;
  readonly keyLeaf: {
    readonly receiptNumber: ReceiptNumber;
    readonly totalPaise: Paise;
    readonly excessPaise: Paise;
    readonly shortPaise: Paise;
  };
  readonly findServices: readonly ServiceFound[];
  readonly describeService: ServiceDescription;
}

export type CommandAnswer<N extends CommandName> = N extends keyof Answers ? Answers[N] : null;

/** What a screen holds: the same over Electron IPC, loopback HTTP and in tests. */
export interface TerminalConnection {
  execute<N extends CommandName>(
    name: N,
    input: CommandInput<N>,
  ): Promise<Result<CommandAnswer<N>>>;
}
