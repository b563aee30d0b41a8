/** Leaves, cheques and drafts in the random lives of a counter (`journal-history.ts`). */
import type { QuoteIssuedBody } from '#domain/journal/kinds.ts';
import { presence } from '#domain/journal/views.ts';
import { paise, sum, type Paise } from '#domain/money.ts';
import { instant, isoDate } from '#domain/time.ts';
import type { Act } from '#terminal/journal/recorder.ts';

import { issueQuote, linesOf, MANAGER, receiptBody } from './bodies.ts';

export type PaperHappening =
  | { readonly kind: 'leaf'; readonly amountPaise: number; readonly moreRupees: number }
  | { readonly kind: 'spoilt' | 'cheque' }
  | { readonly kind: 'bank'; readonly pick: number };

const bookId = 'KA-BLR-01-B3';

/** A leaf of so much, on which `moreRupees` more (or less) was collected. */
function keyLeaf(act: Act, of: Extract<PaperHappening, { kind: 'leaf' }>): void {
  const leaf = { bookId, leafNumber: act.head.seq };
  const quote = issueQuote(act, { lines: linesOf([of.amountPaise]), leaf });
  const { totalPaise, visitId, quoteId } = quote;
  const collectedPaise = paise(Math.max(0, totalPaise + of.moreRupees * 100));
  const tenderId = act.nextTenderId();
  const writtenAt = instant(act.now - 3_600_000);
  act.append('leaf.keyed', {
    leaf,
    tenderId,
    visitId,
    quoteIds: [quoteId],
    writtenAt,
    writtenBy: MANAGER,
    totalPaise,
    collectedPaise,
    excessPaise: paise(Math.max(0, collectedPaise - totalPaise)),
    shortPaise: paise(Math.max(0, totalPaise - collectedPaise)),
  });
  act.append('receipt.issued', { ...receiptBody(act, { quote, tenderId }), leaf });
}

/** The open visit is paid by a cheque, whose receipts wait for the bank. */
function takeCheque(act: Act): boolean {
  const open = act.views.viewsByTag('quote', 'live').filter(({ status }) => status === 'open');
  const quotes = open.filter(({ visitId }) => visitId === open[0]?.visitId);
  const totalPaise: Paise = sum(quotes.map((quote) => quote.totalPaise));
  const [first] = quotes;
  if (first === undefined || totalPaise === 0) return false;
  act.append('instrument.received', {
    instrumentId: act.nextInstrumentId(),
    visitId: first.visitId,
    quoteIds: quotes.map(({ quoteId }) => quoteId),
    totalPaise,
    instrument: 'cheque',
    number: String(act.head.seq).padStart(6, '0'),
    bank: 'State Bank of India, Koramangala',
    drawnOn: isoDate('2026-06-01'),
    language: first.language,
  });
  return true;
}

function hearOfBank(act: Act, n: number): boolean {
  const held = act.views.viewsByTag('instrument', 'held');
  const instrument = held[n % held.length];
  if (instrument === undefined) return false;
  const { instrumentId, visitId, quoteIds, totalPaise } = instrument;
  if (n % 3 === 0) {
    const returnedOn = isoDate('2026-06-20');
    act.append('instrument.dishonoured', { instrumentId, reason: 'funds', returnedOn });
    for (const quoteId of quoteIds) act.append('quote.lapsed', { quoteId, reason: 'dishonoured' });
    return true;
  }
  const tenderId = act.nextTenderId();
  const evidence = { bankReference: `N${n}`, realisedOn: isoDate('2026-06-20') };
  const charge = { instrumentId, visitId, quoteIds, totalPaise };
  act.append('instrument.realised', { ...charge, ...evidence, tenderId });
  for (const quoteId of quoteIds) {
    const quote = act.views.view('quote', quoteId) as QuoteIssuedBody;
    const body = receiptBody(act, { quote, tenderId });
    const tenderKind = body.totalPaise === 0 ? 'nil' : 'instrument';
    act.append('receipt.issued', { ...body, tenderKind });
  }
  return true;
}

/** Whether it made sense where it happened. */
export function performOnPaper(act: Act, what: PaperHappening): boolean {
  if (presence(act.views).shiftId === null) return false;
  switch (what.kind) {
    case 'leaf':
      keyLeaf(act, what);
      return true;
    case 'spoilt': {
      const leaf = { bookId, leafNumber: act.head.seq };
      act.append('leaf.spoilt', { leaf, fault: 'torn', approverId: MANAGER });
      return true;
    }
    case 'cheque':
      return takeCheque(act);
    default:
      return hearOfBank(act, what.pick);
  }
}
