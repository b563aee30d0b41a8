/** The gateway's reconciliation, read by cursor: every payment, refund and fee as it stands in its books. */
import type { FetchReconRequest } from 'cashfree-pg';
import { z } from 'zod';

import { ZERO, type Paise } from '#domain/money.ts';
import { ok, type Result } from '#domain/result.ts';
import { gatewayPaise } from './exact-json.ts';
import type { BookEvent, BookPage, Gateway } from './gateway.ts';

const PAGE = 100;

interface Answer {
  readonly status: number;
  readonly data: unknown;
}

const id = z.string().min(1).max(64);
const text = z.string().max(64).nullish();
const amount = z.string().transform((value, context): Paise => {
  const read = gatewayPaise(value);
  if (read === null) context.addIssue({ code: 'custom', message: 'not an amount' });
  return read ?? z.NEVER;
});
const rowShape = z.object({
  event_details: z.object({ event_id: id, event_type: z.string().max(40), event_amount: amount }),
  order_details: z.object({ order_id: text }).nullish(),
  payment_details: z
    .object({
      cf_payment_id: text,
      payment_service_charge: amount.nullish(),
      payment_service_tax: amount.nullish(),
    })
    .nullish(),
  settlement_details: z.object({ cf_settlement_id: text, utr: text }).nullish(),
});
const pageShape = z.object({ cursor: z.string().max(2_000).nullish(), data: z.array(rowShape) });

/** The vendor writes what is not there as an empty text, too. */
const present = (value: string | null | undefined): string | null =>
  value === undefined || value === '' ? null : value;

const eventOf = (row: z.infer<typeof rowShape>): BookEvent => ({
  eventId: row.event_details.event_id,
  type: row.event_details.event_type,
  orderId: present(row.order_details?.order_id),
  gatewayPaymentId: present(row.payment_details?.cf_payment_id),
  settlementId: present(row.settlement_details?.cf_settlement_id),
  utr: present(row.settlement_details?.utr),
  amountPaise: row.event_details.event_amount,
  feePaise: row.payment_details?.payment_service_charge ?? ZERO,
  taxPaise: row.payment_details?.payment_service_tax ?? ZERO,
});

export async function fetchBooks(
  call: (request: FetchReconRequest) => Promise<Answer>,
  ask: <T>(shape: z.ZodType<T>, call: () => Promise<Answer>) => Promise<Result<T>>,
  of: Parameters<Gateway['books']>[0],
): Promise<Result<BookPage>> {
  const request: FetchReconRequest = {
    pagination: { limit: PAGE, ...(of.cursor === null ? {} : { cursor: of.cursor }) },
    filters: {
      start_date: new Date(of.from).toISOString(),
      end_date: new Date(of.to).toISOString(),
    },
  };
  const page = await ask(pageShape, () => call(request));
  if (!page.ok) return page;
  return ok({ events: page.value.data.map(eventOf), cursor: present(page.value.cursor) });
}
