/**
 * What a journal says of cash beside charges (docs/spec/cash.md): what leaves a drawer and who has it
 * then, change that could not be given, notes that were refused, a drawer that was sealed, counts in
 * the middle of a shift, and the paper that takes a lost receipt's place.
 */
import type { CashCount, DenominationPaise } from '#domain/cash.ts';
import type { ReceiptNumber, ShiftId, StaffId, TenderId } from '#domain/ids.ts';
import type { Language } from '#domain/language.ts';
import type { Paise } from '#domain/money.ts';

/** Why a note or coin was not taken. */
export const NOTE_FAULTS = ['counterfeit', 'torn', 'not_in_use'] as const;
export type NoteFault = (typeof NOTE_FAULTS)[number];

/** Given back to the citizen, or kept against a paper to be handed to the bank or the police. */
export const NOTE_ENDS = ['returned', 'impounded'] as const;
export type NoteEnd = (typeof NOTE_ENDS)[number];

/** Who wanted the drawer counted in the middle of a shift; `seal`: it was found broken. */
export const COUNT_SOURCES = ['manager', 'hq', 'seal'] as const;
export type CountSource = (typeof COUNT_SOURCES)[number];

export const CERTIFICATE_REASONS = ['lost', 'destroyed', 'unreadable'] as const;
export type CertificateReason = (typeof CERTIFICATE_REASONS)[number];

export interface CashBodies {
  /** Cash of the drawer handed to the manager, in a sealed bag, for the safe. */
  'cash.dropped': {
    readonly dropId: string;
    readonly count: CashCount;
    readonly amountPaise: Paise;
    readonly bagNumber: string;
    readonly approverId: StaffId;
  };
  /** Large notes for small ones, worth the same, from the safe. */
  'cash.exchanged': {
    readonly out: CashCount;
    readonly in: CashCount;
    readonly amountPaise: Paise;
    readonly approverId: StaffId;
  };
  /** Change that the drawer could not give: the citizen has a slip for it. */
  'change.owed': {
    readonly slipId: string;
    readonly tenderId: TenderId;
    readonly amountPaise: Paise;
    readonly language: Language;
  };
  'change.given': {
    readonly slipId: string;
    readonly amountPaise: Paise;
    /** HQ's leave to pay a slip of another counter: one a slip. */
    readonly grantId?: string;
  };
  'note.refused': {
    readonly denominationPaise: DenominationPaise;
    readonly fault: NoteFault;
    readonly end: NoteEnd;
    /** As printed on the note; only where it was kept. */
    readonly serial?: string;
  };
  /** The clerk is away: the drawer is sealed and somebody else may open a shift with another. */
  'shift.suspended': {
    readonly shiftId: ShiftId;
    readonly sealNumber: string;
    readonly sealedPaise: Paise;
  };
  'shift.resumed': {
    readonly shiftId: ShiftId;
    /** As it was read on the drawer, not as it was written down. */
    readonly sealNumber: string;
    readonly intact: boolean;
    readonly sealedPaise: Paise;
  };
  /** A count is wanted; the counter asks for it at its next idle moment. */
  'count.ordered': {
    readonly countId: string;
    readonly source: CountSource;
    /** Of a manager; HQ's own person is in its order. */
    readonly orderedBy: StaffId | null;
  };
  /** The count that was asked for was put off until the next idle moment: each time is kept. */
  'count.put_off': { readonly countId: string };
  /** Blind, with a witness. It moves nothing: the difference is the person's at the close. */
  'count.taken': {
    readonly countId: string;
    readonly shiftId: ShiftId;
    readonly count: CashCount;
    readonly countedPaise: Paise;
    readonly expectedPaise: Paise;
    readonly variancePaise: Paise;
    readonly witnessId: StaffId;
  };
  /** A receipt that was lost: never printed again as if it were new, certified once. */
  'certificate.issued': {
    readonly certificateNumber: string;
    readonly receiptNumber: ReceiptNumber;
    readonly reason: CertificateReason;
    readonly approverId: StaffId;
  };
}
