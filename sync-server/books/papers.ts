/** What a journal says of papers that the office accounts for: leaves of its books, cheques. Pure. */
import { z } from 'zod';

import { INSTRUMENT_KINDS } from '#domain/journal/instrument-kinds.ts';
import type { AnyEntry } from '#domain/journal/chain.ts';
import { MAX_LEAF } from '#domain/leaf.ts';
import { isPaise, type Paise } from '#domain/money.ts';
import { parseIsoDate, type Instant, type IsoDate } from '#domain/time.ts';

const money = z.custom<Paise>((value) => isPaise(value) && value >= 0);
const leaf = z.looseObject({
  bookId: z.string().min(1).max(24),
  leafNumber: z.number().int().min(1).max(MAX_LEAF),
});
const keyedBody = z.looseObject({ leaf, totalPaise: money, excessPaise: money });
const spoiltBody = z.looseObject({ leaf });
const instrumentBody = z.looseObject({
  instrumentId: z.string().min(1).max(45),
  instrument: z.enum(INSTRUMENT_KINDS),
  number: z.string().max(40),
  bank: z.string().max(200),
  drawnOn: z.custom<IsoDate>((v) => typeof v === 'string' && parseIsoDate(v) !== null),
  totalPaise: money,
  quoteIds: z.array(z.string().max(40)).max(20),
});
const receiptBody = z.looseObject({
  tenderKind: z.literal('instrument'),
  quoteId: z.string().max(40),
  receiptNumber: z.string().max(40),
});

export interface LeafUse {
  readonly what: 'leaf';
  readonly seq: number;
  readonly kind: string;
  readonly bookId: string;
  readonly leaf: number;
  readonly totalPaise: Paise;
  readonly excessPaise: Paise;
}

export interface Instrument {
  readonly what: 'instrument';
  readonly seq: number;
  readonly at: Instant;
  readonly businessDate: IsoDate;
  readonly staffId: string;
  readonly body: z.infer<typeof instrumentBody>;
}

export interface InstrumentReceipt {
  readonly what: 'receipt';
  readonly quoteId: string;
  readonly receiptNumber: string;
}

export type Paper = LeafUse | Instrument | InstrumentReceipt;

function leafUse({ kind, seq, body }: AnyEntry): LeafUse | null {
  const shape = kind === 'leaf.keyed' ? keyedBody : spoiltBody;
  const said = shape.safeParse(body).data;
  if (said === undefined) return null;
  const { bookId, leafNumber } = said.leaf;
  const amounts = keyedBody.safeParse(body).data;
  const nothing = 0 as Paise;
  return {
    what: 'leaf',
    seq,
    kind,
    bookId,
    leaf: leafNumber,
    totalPaise: amounts?.totalPaise ?? nothing,
    excessPaise: amounts?.excessPaise ?? nothing,
  };
}

/** Null where the entry says nothing of a paper, or nothing that can be read. */
export function paperOf(entry: AnyEntry): Paper | null {
  const { kind, seq, wallTimeMs: at, businessDate } = entry;
  switch (kind) {
    case 'leaf.keyed':
    case 'leaf.spoilt':
      return leafUse(entry);
    case 'instrument.received': {
      const body = instrumentBody.safeParse(entry.body).data;
      const staffId = (entry.staffId ?? '').slice(0, 16);
      return body === undefined
        ? null
        : { what: 'instrument', seq, at, businessDate, staffId, body };
    }
    case 'receipt.issued': {
      const body = receiptBody.safeParse(entry.body).data;
      if (body === undefined) return null;
      const { quoteId, receiptNumber } = body;
      return { what: 'receipt', quoteId, receiptNumber };
    }
    default:
      return null;
  }
}
