/** Views of what happens to cash beside charges: made by `project-cash.ts` alone. */
import type { ReceiptNumber, ShiftId, StaffId } from '#domain/ids.ts';
import type { Language } from '#domain/language.ts';
import type { Paise } from '#domain/money.ts';
import type { Instant } from '#domain/time.ts';

import type { CertificateReason, CountSource } from './cash-kinds.ts';

/** How far each numbered series of the drawer has come, and up to where Zs close the journal. */
export interface CashSeriesView {
  readonly drops: number;
  readonly slips: number;
  readonly counts: number;
  readonly certificates: number;
  readonly instruments: number;
  readonly zNumber: number;
  /** The last entry that a Z has closed; the next Z begins after it. */
  readonly closedThroughSeq: number;
}

/** Change that is owed on a slip of this counter. */
export interface ChangeSlipView {
  readonly slipId: string;
  readonly amountPaise: Paise;
  /** Of the receipt whose change it is. */
  readonly language: Language;
  readonly owedAt: Instant;
  readonly givenAt: Instant | null;
}

export interface CashDropView {
  readonly dropId: string;
  readonly shiftId: ShiftId | null;
  readonly amountPaise: Paise;
  readonly bagNumber: string;
  readonly staffId: StaffId | null;
  readonly approverId: StaffId;
  readonly droppedAt: Instant;
  readonly seq: number;
}

/** A drawer that is sealed while its clerk is away. One row a shift, gone when it is resumed. */
export interface SealView {
  readonly shiftId: ShiftId;
  readonly sealNumber: string | null;
  readonly sealedPaise: Paise;
}

export interface CountOrderView {
  readonly countId: string;
  readonly source: CountSource;
  readonly orderedBy: StaffId | null;
  readonly orderedAt: Instant;
  readonly isTaken: boolean;
  /** Of the entry that says what was counted. */
  readonly takenSeq?: number;
}

export interface CertificateView {
  readonly certificateNumber: string;
  readonly receiptNumber: ReceiptNumber;
  readonly reason: CertificateReason;
  readonly approverId: StaffId;
  readonly issuedAt: Instant;
}

export const EMPTY_CASH_SERIES: CashSeriesView = {
  drops: 0,
  slips: 0,
  counts: 0,
  certificates: 0,
  instruments: 0,
  zNumber: 0,
  closedThroughSeq: 0,
};
