/** Views of leaves, cheques and drafts: made by `project-papers.ts` alone. */
import type { LeafRef } from '#domain/leaf.ts';
import type { ReceiptNumber, ShiftId } from '#domain/ids.ts';
import type { Instant } from '#domain/time.ts';

import type { InstrumentReceivedBody } from './instrument-kinds.ts';

/** A leaf that was keyed or declared spoilt here. */
export interface LeafView {
  readonly leaf: LeafRef;
  readonly state: 'keyed' | 'spoilt';
  readonly at: Instant;
  /** Of a keyed leaf: the receipt that stands for it. */
  readonly receiptNumber: ReceiptNumber | null;
}

export interface InstrumentView extends InstrumentReceivedBody {
  readonly state: 'held' | 'realised' | 'dishonoured';
  readonly receivedAt: Instant;
  readonly shiftId: ShiftId | null;
  readonly seq: number;
}
