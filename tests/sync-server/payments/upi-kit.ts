/** A server with UPI over a simulated gateway on real sockets, and a counter that asks. */
import { existsSync } from 'node:fs';
import path from 'node:path';

import type { CounterId } from '#domain/ids.ts';
import type { StoredEntry } from '#domain/journal/kinds.ts';
import { instant } from '#domain/time.ts';
import { signRequest } from '#protocol/request.ts';
import type { PaymentConfig } from '#server/payments/config.ts';
import type { PayoutConfig } from '#server/payments/payout-config.ts';
import { SIM_PAYEE } from '#server/simulators/cashfree/answers.ts';
import { createSimulator } from '#server/simulators/cashfree/server.ts';
import { readVendorDocument } from '#server/simulators/cashfree/vendor-document.ts';
import { NOW } from '#tests/protocol/authority.ts';
import { journalOf } from '#tests/sync-server/receipt-chain.ts';
import { enrolCounter, startTestServer } from '#tests/sync-server/testkit.ts';

const DOCUMENT = path.resolve('../shared/specs/repaired/cashfree-pg-nullable.json');
const PAYOUT_DOCUMENT = path.resolve('../shared/specs/cashfree/openapi-PO-2024-01-01.json');
export const SECRET = 'a-secret-of-this-test';
const PAYOUT_ACCOUNT = { clientId: 'payouts', clientSecret: 'a-secret-of-payouts' };
const read = (file: string) => (existsSync(file) ? readVendorDocument(file) : null);

/** Transfers to the treasury as well, over the same simulated gateway. */
export const payoutsOver = (origin: string): PayoutConfig => ({
  ...PAYOUT_ACCOUNT,
  webhookSecret: PAYOUT_ACCOUNT.clientSecret,
  environment: 'sandbox',
  name: 'State Treasury',
  account: '123456789012',
  ifsc: 'SBIN0001161',
  fundsource: null,
  origin,
});

export interface UpiAnswer {
  readonly orderId: string;
  readonly state: string;
  readonly settledBy: string | null;
  readonly amountPaise: number;
  readonly link: string | null;
  readonly error?: { readonly code: string; readonly details?: Record<string, unknown> };
}

export async function startUpi(
  change: Partial<PaymentConfig> & { readonly withPayouts?: boolean } = {},
) {
  const { withPayouts = false, ...settings } = change;
  const clock = { now: NOW as number };
  const simulator = createSimulator({
    clientId: 'me',
    clientSecret: SECRET,
    notifyUrl: null,
    document: read(DOCUMENT),
    now: () => clock.now,
    payouts: { ...PAYOUT_ACCOUNT, notifyUrl: null, document: read(PAYOUT_DOCUMENT) },
  });
  const gatewayOrigin = await simulator.app.listen({ host: '127.0.0.1', port: 0 });
  const server = await startTestServer({
    ...(withPayouts ? { payouts: payoutsOver(gatewayOrigin) } : {}),
    payments: {
      clientId: 'me',
      clientSecret: SECRET,
      environment: 'sandbox',
      payees: [SIM_PAYEE],
      payeeName: 'Trial Office',
      channel: 'link',
      gatewayOrigin,
      ...settings,
    },
  });
  const webhookUrl = `${server.origin}/v1/gateway/cashfree`;
  simulator.aimAt(webhookUrl);
  simulator.aimTransfersAt(`${webhookUrl}-payouts`);
  const runner = server.server.payments;
  if (runner === null) throw new Error('UPI is on');
  const pass = (ms: number): void => {
    clock.now += ms;
    server.clock.now = clock.now;
  };
  return {
    simulator,
    server,
    webhookUrl,
    pass,
    round: () => runner.round(),
    pullBooks: () => runner.pullBooks(),
    payoutRound: () => runner.payoutRound(),
    now: () => clock.now,
    async stop() {
      await server.stop();
      await simulator.app.close();
    },
  };
}
export type Upi = Awaited<ReturnType<typeof startUpi>>;

export async function openCounter(upi: Upi, counterId: CounterId) {
  const counter = await enrolCounter(upi.server, counterId);
  const journal = await journalOf(upi.server, counter);
  let quotes = 0;
  const call = async (method: string, url: string, body?: object) => {
    const signed = signRequest(
      { line: `${method} ${url}`, at: instant(upi.now()) },
      counter.signer,
    );
    const response = await fetch(`${upi.server.origin}${url}`, {
      method,
      headers: { ...signed, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return (await response.json()) as UpiAnswer;
  };
  return {
    ...counter,
    call,
    /** A signed quote of so many paise, ten minutes long. */
    quote: (totalPaise = 95_050): StoredEntry => {
      quotes += 1;
      const quoteId = `${counterId}-Q${quotes}`;
      return journal.append('quote.issued', {
        quoteId,
        visitId: `${counterId}-V${quotes}`,
        totalPaise,
        validUntil: upi.now() + 600_000,
      });
    },
    request: (...of: readonly StoredEntry[]) =>
      call('POST', '/v1/upi/orders', {
        quotes: of.map(({ text, signature }) => ({ text, signature })),
      }),
    slip: (chargeId: string) => call('GET', `/v1/upi/slips/${chargeId}`),
    journal,
    status: (orderId: string) => call('GET', `/v1/upi/orders/${orderId}`),
    close: (orderId: string, why: 'cash_taken' | 'given_up') =>
      call('POST', `/v1/upi/orders/${orderId}/${why}`),
  };
}
export type UpiCounter = Awaited<ReturnType<typeof openCounter>>;
