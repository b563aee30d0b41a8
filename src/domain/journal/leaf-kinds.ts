/**
 * What a journal says of the contingency book (docs/spec/cash.md): a charge that was written by hand
 * on a numbered leaf is keyed afterwards, at the price of the paper's time. The leaf itself is the
 * citizen's receipt; the quote and the receipt of the act name it.
 */
import type { QuoteId, StaffId, TenderId, VisitId } from '#domain/ids.ts';
import type { LeafRef } from '#domain/leaf.ts';
import type { Paise } from '#domain/money.ts';
import type { Instant } from '#domain/time.ts';

/** Why a leaf was never given to a citizen. */
export const LEAF_FAULTS = ['miswritten', 'torn', 'citizen_left'] as const;
export type LeafFault = (typeof LEAF_FAULTS)[number];

export interface LeafBodies {
  /** The tender of a charge that was written by hand: collected + short = total + excess. */
  'leaf.keyed': {
    readonly leaf: LeafRef;
    readonly tenderId: TenderId;
    readonly visitId: VisitId;
    readonly quoteIds: readonly QuoteId[];
    /** When it was written, as it stands on the leaf. */
    readonly writtenAt: Instant;
    readonly writtenBy: StaffId;
    /** The fee that was in force then. */
    readonly totalPaise: Paise;
    /** As written on the leaf; it goes into the drawer now. */
    readonly collectedPaise: Paise;
    /** Collected beyond the fee: owed back to the citizen. */
    readonly excessPaise: Paise;
    /** Collected less than the fee: the writer's, never the citizen's. */
    readonly shortPaise: Paise;
    /** This counter had not heard of the book: HQ looks into it. */
    readonly bookUnknown?: true;
  };
  /** A leaf that nobody was given; both of its parts are in the book. */
  'leaf.spoilt': {
    readonly leaf: LeafRef;
    readonly fault: LeafFault;
    readonly approverId: StaffId;
    readonly bookUnknown?: true;
  };
}
