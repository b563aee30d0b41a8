/** The simulated gateway's books over HTTP: its reconciliation and its settlements, page by page. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';

import { reconRows, settlementAnswer } from './answers.ts';
import type { SimLedger } from './ledger.ts';

const pagination = z.object({ limit: z.number().int().min(1), cursor: z.string().nullish() });
const when = z.string().transform((text) => Date.parse(text));
const datedBody = z.object({
  pagination,
  filters: z.object({ start_date: when, end_date: when }),
});
const reconBody = z.object({
  pagination,
  filters: z.object({ settlement_utrs: z.array(z.string()).min(1) }),
});

function pageOf<T>(rows: readonly T[], of: z.infer<typeof pagination>) {
  const from = Number(of.cursor ?? 0);
  const next = from + of.limit < rows.length ? String(from + of.limit) : null;
  return { cursor: next, limit: of.limit, data: rows.slice(from, from + of.limit) };
}

type Row = readonly [
  method: string,
  url: string,
  operation: string,
  handler: (request: FastifyRequest) => unknown,
];

export function bookHandlers(ledger: SimLedger): readonly Row[] {
  return [
    [
      'POST',
      '/pg/recon',
      'PGFetchRecon',
      ({ body }) => {
        const { filters, pagination: page } = datedBody.parse(body);
        const rows = reconRows(ledger)
          .filter(({ at }) => at >= filters.start_date && at <= filters.end_date)
          .map(({ row }) => row);
        return pageOf(rows, page);
      },
    ],
    [
      'POST',
      '/pg/settlement/recon',
      'PGSettlementFetchRecon',
      ({ body }) => {
        const { filters, pagination: page } = reconBody.parse(body);
        const rows = reconRows(ledger)
          .map(({ row }) => row)
          .filter(({ settlement_details: { utr } }) => filters.settlement_utrs.includes(utr ?? ''));
        return pageOf(rows, page);
      },
    ],
    [
      'POST',
      '/pg/settlements',
      'PGFetchSettlements',
      ({ body }) => {
        const { filters, pagination: page } = datedBody.parse(body);
        const rows = ledger.settlements.filter(
          ({ at }) => at >= filters.start_date && at <= filters.end_date,
        );
        return pageOf(rows.map(settlementAnswer), page);
      },
    ],
  ];
}
