/** DC8: the lists of a day's document, from the events as they were signed. Pure. */
import type {
  CancelledCharge,
  DayDocument,
  DayList,
  OtherEvent,
  Reprint,
  WaivedCharge,
} from '#domain/day/document.ts';
import { isPaise, sum, ZERO, type Paise } from '#domain/money.ts';
import { WAIVED } from '#server/books/day-events.ts';
import type { ListedEvent } from '#server/store/day-figures.ts';

/** So many fit one entry; what is left out is counted. */
const LONGEST_LIST = 1_000;

const text = (body: ListedEvent['body'], field: string, longest: number): string => {
  const value = body[field];
  return typeof value === 'string' ? value.slice(0, longest) : '';
};
const money = (body: ListedEvent['body'], field: string): Paise => {
  const value = body[field];
  return isPaise(value) ? value : ZERO;
};

const listed = ({ counterId, seq, at, staffId }: ListedEvent) => ({ counterId, seq, at, staffId });

function listOf<T>(events: readonly ListedEvent[], read: (event: ListedEvent) => T): DayList<T> {
  return {
    count: events.length,
    amountPaise: sum(events.map(({ amountPaise }) => amountPaise)),
    items: events.slice(0, LONGEST_LIST).map(read),
  };
}

const cancelled = (event: ListedEvent): CancelledCharge => ({
  ...listed(event),
  receiptNumber: text(event.body, 'receiptNumber', 40),
  amountPaise: money(event.body, 'amountPaise'),
  reason: text(event.body, 'reason', 64),
  approverId: text(event.body, 'approverId', 16),
  paidBackPaise: money(event.body, 'paidBackPaise'),
  toRefundPaise: money(event.body, 'toRefundPaise'),
});

const waived = (event: ListedEvent): WaivedCharge => ({
  ...listed(event),
  receiptNumber: text(event.body, 'receiptNumber', 40),
  serviceCode: text(event.body, 'serviceCode', 64),
  waivedPaise: event.amountPaise,
  totalPaise: money(event.body, 'totalPaise'),
});

const reprint = (event: ListedEvent): Reprint => ({
  ...listed(event),
  receiptNumber: text(event.body, 'receiptNumber', 40),
  duplicate: Math.max(0, Math.trunc(Number(event.body['duplicate']) || 0)),
});

const other = (event: ListedEvent): OtherEvent => {
  const { kind, shiftId, amountPaise, body } = event;
  return { ...listed(event), kind, shiftId, amountPaise, body };
};

type Lists = Pick<DayDocument, 'cancelled' | 'waived' | 'reprinted' | 'others'>;

export function dayLists(events: readonly ListedEvent[]): Lists {
  const of = (kind: string) => events.filter((event) => event.kind === kind);
  const own = new Set(['charge.reversed', WAIVED, 'receipt.reprinted']);
  return {
    cancelled: listOf(of('charge.reversed'), cancelled),
    waived: listOf(of(WAIVED), waived),
    reprinted: listOf(of('receipt.reprinted'), reprint),
    others: listOf(
      events.filter(({ kind }) => !own.has(kind)),
      other,
    ),
  };
}
