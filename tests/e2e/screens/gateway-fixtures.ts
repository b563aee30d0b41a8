/** What a made-up HQ says of its gateway: on a day with trouble, and before the first payment. */
import type { GatewayReport } from '#server/api/gateway-contract.ts';
import type { PayoutReport, PayoutRow } from '#server/api/payouts-contract.ts';
import { paise, rupees } from '#domain/money.ts';
import type { Instant } from '#domain/time.ts';

export const NO_GATEWAY: GatewayReport = {
  readAt: null,
  breaks: [],
  settlements: [],
  stuck: [],
};

export const gatewayAt = (now: Instant): GatewayReport => ({
  readAt: now,
  breaks: [
    {
      kind: 'no_receipt',
      orderId: null,
      gatewayPaymentId: null,
      chargeId: 'KA-BLR-01-C3-Q412',
      oursPaise: rupees(950),
      theirsPaise: null,
    },
    {
      kind: 'not_ours',
      orderId: 'KA-BLR-01-C2-Q88-U1',
      gatewayPaymentId: '5114920543991',
      chargeId: null,
      oursPaise: null,
      theirsPaise: paise(10_095_050),
    },
    {
      kind: 'settlement_differs',
      orderId: null,
      gatewayPaymentId: null,
      chargeId: '5114920544100',
      oursPaise: paise(20_139_042),
      theirsPaise: paise(20_139_041),
    },
  ],
  settlements: [
    {
      settlementId: '5114920544207',
      state: 'under_way',
      utr: null,
      payments: 12,
      grossPaise: rupees(11_400),
      refundedPaise: rupees(0),
      feePaise: paise(4_560),
      taxPaise: paise(821),
      settledPaise: paise(1_140_000 - 4_560 - 821),
    },
    {
      settlementId: '5114920544100',
      state: 'arrived',
      utr: 'N9876543210123456789',
      payments: 214,
      grossPaise: rupees(2_03_300),
      refundedPaise: rupees(950),
      feePaise: paise(81_320),
      taxPaise: paise(14_638),
      settledPaise: paise(20_235_000 - 81_320 - 14_638),
    },
  ],
  stuck: [
    {
      id: 'ab'.repeat(16),
      key: 'upi.refund/R5f1d0e8c22334455667788990011aabb-5',
      kind: 'upi.refund',
      state: 'dead',
      attempts: 12,
      lastError: 'GATEWAY_REFUSED {"reason":"refund_amount_invalid"}',
      createdAt: now,
    },
    {
      id: 'cd'.repeat(16),
      key: 'upi.terminate/KA-BLR-01-C3-Q409-U1',
      kind: 'upi.terminate',
      state: 'due',
      attempts: 4,
      lastError: 'GATEWAY_UNAVAILABLE {"cause":"http 500"}',
      createdAt: now,
    },
  ],
});

export const NO_PAYOUTS: PayoutReport = { account: null, offices: [], rows: [] };

const LINES = [
  { account: 'gateway-fees', amountPaise: paise(-95_958) },
  { account: 'revenue:0041-00-101-01', amountPaise: rupees(1_88_300) },
  { account: 'revenue:0070-60-800-11', amountPaise: rupees(14_050) },
];

export function payoutsAt(now: Instant): PayoutReport {
  const row = (payoutId: string, change: Partial<PayoutRow>): PayoutRow => ({
    officeId: payoutId.slice(0, 9),
    payoutId,
    amountPaise: paise(20_139_042),
    lines: LINES,
    state: 'paid',
    orderedBy: 'S9001',
    approvedBy: 'S9002',
    orderedAt: now,
    bankReference: null,
    trouble: null,
    ...change,
  });
  return {
    account: { name: 'State Treasury Bengaluru', lastFour: '0417' },
    offices: [
      {
        officeId: 'KA-BLR-01',
        amountPaise: paise(20_139_042),
        heldPaise: rupees(950),
        lines: LINES,
      },
      { officeId: 'KA-MYS-02', amountPaise: paise(-94), heldPaise: rupees(200), lines: [] },
    ],
    rows: [
      row('KA-MYS-02-T7', { state: 'ordered', approvedBy: null }),
      row('KA-BLR-01-T9', { state: 'approved', trouble: 'http 429' }),
      row('KA-BLR-01-T8', { state: 'failed', trouble: 'apis_not_enabled' }),
      row('KA-BLR-01-T7', { state: 'reversed', bankReference: 'N5114920544099' }),
      row('KA-BLR-01-T6', { bankReference: 'N5114920544100' }),
    ],
  };
}
