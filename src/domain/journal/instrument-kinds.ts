/**
 * What a journal says of cheques and demand drafts (docs/spec/cash.md): taken against a provisional
 * acknowledgement, and receipted once the bank has realised them. The amount is the quotes' total.
 */
import type { QuoteId, TenderId, VisitId } from '#domain/ids.ts';
import type { Language } from '#domain/language.ts';
import type { Paise } from '#domain/money.ts';
import type { IsoDate } from '#domain/time.ts';

export const INSTRUMENT_KINDS = ['cheque', 'demand_draft'] as const;
export type InstrumentKind = (typeof INSTRUMENT_KINDS)[number];

/** Why a bank sent it back. */
export const DISHONOUR_REASONS = ['funds', 'signature', 'stopped', 'stale', 'other'] as const;
export type DishonourReason = (typeof DISHONOUR_REASONS)[number];

interface InstrumentCharge {
  readonly instrumentId: string;
  readonly visitId: VisitId;
  readonly quoteIds: readonly QuoteId[];
  /** Sum of the quotes, and what the instrument is made out for. */
  readonly totalPaise: Paise;
}

export interface InstrumentReceivedBody extends InstrumentCharge {
  readonly instrument: InstrumentKind;
  /** As printed on it. */
  readonly number: string;
  /** Bank and branch, as printed. */
  readonly bank: string;
  readonly drawnOn: IsoDate;
  readonly language: Language;
}

export interface InstrumentBodies {
  'instrument.received': InstrumentReceivedBody;
  /** The bank has paid, as HQ was told: the tender of its quotes, whose receipts follow. */
  'instrument.realised': InstrumentCharge & {
    readonly tenderId: TenderId;
    readonly bankReference: string;
    readonly realisedOn: IsoDate;
  };
  /** The bank has not paid: its quotes lapse. HQ tells the citizen. */
  'instrument.dishonoured': {
    readonly instrumentId: string;
    readonly reason: DishonourReason;
    readonly returnedOn: IsoDate;
  };
}
