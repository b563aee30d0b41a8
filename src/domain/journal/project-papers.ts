/** Views of charges that no cash over the counter paid: leaves of a book, cheques and drafts. */
import { leafText } from '#domain/leaf.ts';
import { add, ZERO } from '#domain/money.ts';

import { EMPTY_CASH_SERIES } from './cash-views.ts';
import type { InstrumentBodies } from './instrument-kinds.ts';
import type { EntryOf } from './kinds.ts';
import type { LeafBodies } from './leaf-kinds.ts';
import { numberOf } from './numbers.ts';
import { inShift, raise, setQuoteStatus } from './project-parts.ts';
import type { InstrumentView } from './paper-views.ts';
import type { ViewWriter } from './views.ts';

function keyLeaf(entry: EntryOf<'leaf.keyed'>, views: ViewWriter): void {
  const { leaf, tenderId, visitId, quoteIds, totalPaise, collectedPaise } = entry.body;
  const at = entry.wallTimeMs;
  raise(views, 'tenders', tenderId);
  views.putView('leaf', leafText(leaf), { leaf, state: 'keyed', at, receiptNumber: null });
  views.putView('tender', tenderId, {
    tenderId,
    visitId,
    quoteIds,
    totalPaise,
    creditPaise: ZERO,
    givenPaise: collectedPaise,
    changePaise: ZERO,
    change: {},
    tenderedAt: at,
    receiptNumbers: [],
    leaf,
  });
}

function spoilLeaf(entry: EntryOf<'leaf.spoilt'>, views: ViewWriter): void {
  const { leaf } = entry.body;
  const at = entry.wallTimeMs;
  views.putView('leaf', leafText(leaf), { leaf, state: 'spoilt', at, receiptNumber: null });
}

function receiveInstrument(entry: EntryOf<'instrument.received'>, views: ViewWriter): void {
  const { body, wallTimeMs: receivedAt, shiftId, seq } = entry;
  const numbers = views.view('cashSeries', 'here') ?? EMPTY_CASH_SERIES;
  views.putView('cashSeries', 'here', { ...numbers, instruments: numberOf(body.instrumentId) });
  const held: InstrumentView = { ...body, state: 'held', receivedAt, shiftId, seq };
  views.putView('instrument', body.instrumentId, held);
  for (const quoteId of body.quoteIds) setQuoteStatus(views, quoteId, 'confirming');
  inShift(views, entry, (shift) => ({
    instruments: shift.instruments + 1,
    instrumentsPaise: add(shift.instrumentsPaise, body.totalPaise),
  }));
}

function endInstrument(views: ViewWriter, id: string, state: InstrumentView['state']): void {
  const instrument = views.view('instrument', id);
  if (instrument !== undefined) views.putView('instrument', id, { ...instrument, state });
}

function realise(entry: EntryOf<'instrument.realised'>, views: ViewWriter): void {
  const { instrumentId, tenderId, visitId, quoteIds, totalPaise, bankReference } = entry.body;
  raise(views, 'tenders', tenderId);
  endInstrument(views, instrumentId, 'realised');
  views.putView('tender', tenderId, {
    tenderId,
    visitId,
    quoteIds,
    totalPaise,
    creditPaise: ZERO,
    givenPaise: ZERO,
    changePaise: ZERO,
    change: {},
    tenderedAt: entry.wallTimeMs,
    receiptNumbers: [],
    instrument: { instrumentId, bankReference },
  });
}

/** The receipt of a keyed leaf, found again by the leaf's number. */
export function noteLeafReceipt(entry: EntryOf<'receipt.issued'>, views: ViewWriter): void {
  const { leaf, receiptNumber } = entry.body;
  const known = leaf === undefined ? undefined : views.view('leaf', leafText(leaf));
  if (known !== undefined) views.putView('leaf', leafText(known.leaf), { ...known, receiptNumber });
}

type PaperBodies = LeafBodies & InstrumentBodies;
type PaperProjections = {
  readonly [K in keyof PaperBodies]: (entry: EntryOf<K>, views: ViewWriter) => void;
};

/** Each kind's part in the views; the rest of the kinds is in `project.ts`. */
export const PAPER_PROJECTIONS: PaperProjections = {
  'leaf.keyed': keyLeaf,
  'leaf.spoilt': spoilLeaf,
  'instrument.received': receiveInstrument,
  'instrument.realised': realise,
  'instrument.dishonoured': ({ body }, views) =>
    endInstrument(views, body.instrumentId, 'dishonoured'),
};
