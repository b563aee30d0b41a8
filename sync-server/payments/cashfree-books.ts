/**
 * The gateway's own books, read by cursor: each movement of money as its reconciliation has it, and
 * what it paid out to the bank. docs/spec/payments.md, U24 and U26.
 */
import type {
  Cashfree,
  FetchReconRequest,
  FetchSettlementsRequest,
  SettlementFetchReconRequest,
} from 'cashfree-pg';
import { z } from 'zod';

import { add, negate, paise, ZERO, type Paise } from '#domain/money.ts';
import { ok, type Result } from '#domain/result.ts';
import { instant } from '#domain/time.ts';
import { gatewayPaise, parseGatewayTime } from './exact-json.ts';
import type { BookEvent, BookPage, Period, SettlementPage, SettlementRow } from './gateway.ts';

const PAGE = 100;

interface Answer {
  readonly status: number;
  readonly data: unknown;
}

export type Ask = <T>(shape: z.ZodType<T>, call: () => Promise<Answer>) => Promise<Result<T>>;
type Options = NonNullable<Parameters<Cashfree['PGFetchRecon']>[5]>;

export interface BookParts {
  readonly client: Cashfree;
  readonly options: () => Options;
  readonly ask: Ask;
}

const id = z.string().min(1).max(64);
const text = z.string().max(64).nullish();
const amount = z.string().transform((value, context): Paise => {
  const read = gatewayPaise(value);
  if (read === null) context.addIssue({ code: 'custom', message: 'not an amount' });
  return read ?? z.NEVER;
});
const rowShape = z.object({
  event_details: z.object({
    event_id: id,
    event_type: z.string().max(40),
    event_amount: amount.nullish(),
    event_status: z.string().max(40).nullish(),
    sale_type: z.string().max(20).nullish(),
    event_service_charge: amount.nullish(),
    event_service_tax: amount.nullish(),
  }),
  order_details: z.object({ order_id: text }).nullish(),
  payment_details: z
    .object({
      cf_payment_id: text,
      payment_service_charge: amount.nullish(),
      payment_service_tax: amount.nullish(),
    })
    .nullish(),
  refund_details: z.object({ refund_id: text }).nullish(),
  settlement_details: z.object({ cf_settlement_id: text, utr: text }).nullish(),
});
type Row = z.infer<typeof rowShape>;
const pageShape = z.object({ cursor: z.string().max(2_000).nullish(), data: z.array(rowShape) });

/** The vendor writes what is not there as an empty text, and as the word, too. */
const present = (value: string | null | undefined): string | null =>
  value === undefined || value === '' || value === null || /^null,?$/.test(value) ? null : value;

/** What takes money back out of what is paid out; where the gateway does not say it, by its type. */
const isDebit = ({ sale_type: side, event_type: type }: Row['event_details']): boolean =>
  side === 'DEBIT' || (present(side) === null && /^(REFUND|DISPUTE|CHARGEBACK)$/.test(type));

/** Of a payment the fee may stand with the payment only; a refund's row repeats it and owes none. */
function feesOf({ event_details: event, payment_details: payment }: Row) {
  const isPayment = event.event_type === 'PAYMENT';
  const charge = isPayment ? payment?.payment_service_charge : null;
  const tax = isPayment ? payment?.payment_service_tax : null;
  return {
    feePaise: event.event_service_charge ?? charge ?? ZERO,
    taxPaise: event.event_service_tax ?? tax ?? ZERO,
  };
}

function eventOf(row: Row): BookEvent {
  const { event_details: event } = row;
  const moved = event.event_amount ?? ZERO;
  return {
    eventId: event.event_id,
    type: event.event_type,
    orderId: present(row.order_details?.order_id),
    gatewayPaymentId: present(row.payment_details?.cf_payment_id),
    refundId: present(row.refund_details?.refund_id),
    settlementId: present(row.settlement_details?.cf_settlement_id),
    utr: present(row.settlement_details?.utr),
    amountPaise: isDebit(event) ? negate(moved) : moved,
    ...feesOf(row),
  };
}

/** Payments that failed, and refunds that are still under way, stand in the reconciliation too. */
const hasMoved = ({ event_details: event }: Row): boolean => {
  const status = present(event.event_status);
  return status === null || status === 'SUCCESS';
};

const pagination = (cursor: string | null) => ({
  limit: PAGE,
  ...(cursor === null ? {} : { cursor }),
});
const dates = (of: Period) => ({
  start_date: new Date(of.from).toISOString(),
  end_date: new Date(of.to).toISOString(),
});

async function bookPage(ask: Ask, call: () => Promise<Answer>): Promise<Result<BookPage>> {
  const page = await ask(pageShape, call);
  if (!page.ok) return page;
  const { data, cursor } = page.value;
  return ok({ events: data.filter(hasMoved).map(eventOf), cursor: present(cursor) });
}

export function fetchBooks(of: BookParts, period: Period): Promise<Result<BookPage>> {
  const request: FetchReconRequest = {
    pagination: pagination(period.cursor),
    filters: dates(period),
  };
  const none = undefined;
  return bookPage(of.ask, () =>
    of.client.PGFetchRecon(request, none, none, none, none, of.options()),
  );
}

/** By the bank's reference, which is text: settlements' own ids are numbers there, and lose digits. */
export function fetchSettlementBooks(
  of: BookParts,
  which: { readonly utr: string; readonly cursor: string | null },
): Promise<Result<BookPage>> {
  const request: SettlementFetchReconRequest = {
    pagination: pagination(which.cursor),
    filters: { settlement_utrs: [which.utr] },
  };
  const none = undefined;
  return bookPage(of.ask, () =>
    of.client.PGSettlementFetchRecon(request, none, none, none, none, of.options()),
  );
}

const settlementShape = z.object({
  cursor: z.string().max(2_000).nullish(),
  data: z.array(
    z.object({
      cf_settlement_id: id,
      status: z.string().max(40),
      settlement_utr: text,
      amount_settled: amount.nullish(),
      settlement_charge: amount.nullish(),
      settlement_tax: amount.nullish(),
      settlement_processed_on: z.string().max(40).nullish(),
    }),
  ),
});

/** PENDING of every kind, and what is not known yet: under way. */
const STATES: Readonly<Record<string, SettlementRow['state']>> = {
  SUCCESS: 'arrived',
  FAILED: 'failed',
  REVERSED: 'failed',
};

function settlementOf(row: z.infer<typeof settlementShape>['data'][number]): SettlementRow {
  const processed = parseGatewayTime(row.settlement_processed_on ?? '');
  const own = add(row.settlement_charge ?? ZERO, row.settlement_tax ?? ZERO);
  const utr = present(row.settlement_utr);
  const state = STATES[row.status] ?? 'under_way';
  return {
    settlementId: row.cf_settlement_id,
    // Without the bank's reference nobody can find it at the bank.
    state: state === 'arrived' && utr === null ? 'under_way' : state,
    utr,
    netPaise: row.amount_settled ?? paise(0),
    ownFeePaise: own,
    settledAt: processed === null ? null : instant(processed),
  };
}

export async function fetchSettlements(
  of: BookParts,
  period: Period,
): Promise<Result<SettlementPage>> {
  const request: FetchSettlementsRequest = {
    pagination: pagination(period.cursor),
    filters: dates(period),
  };
  const none = undefined;
  const page = await of.ask(settlementShape, () =>
    of.client.PGFetchSettlements(request, none, none, none, none, of.options()),
  );
  if (!page.ok) return page;
  const { data, cursor } = page.value;
  return ok({ settlements: data.map(settlementOf), cursor: present(cursor) });
}
