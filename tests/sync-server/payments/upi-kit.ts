/** A server with UPI over a simulated gateway on real sockets, and a counter that asks. */
import { existsSync } from 'node:fs';
import path from 'node:path';

import type { CounterId } from '#domain/ids.ts';
import type { StoredEntry } from '#domain/journal/kinds.ts';
import { instant } from '#domain/time.ts';
import { signRequest } from '#protocol/request.ts';
import type { PaymentConfig } from '#server/payments/config.ts';
import { SIM_PAYEE } from '#server/simulators/cashfree/answers.ts';
import { createSimulator } from '#server/simulators/cashfree/server.ts';
import { readVendorDocument } from '#server/simulators/cashfree/vendor-document.ts';
import { NOW } from '#tests/protocol/authority.ts';
import { journalOf } from '#tests/sync-server/receipt-chain.ts';
import { enrolCounter, startTestServer } from '#tests/sync-server/testkit.ts';

const DOCUMENT = path.resolve('../shared/specs/repaired/cashfree-pg-nullable.json');
export const SECRET = 'a-secret-of-this-test';

export interface UpiAnswer {
  readonly orderId: string;
  readonly state: string;
  readonly settledBy: string | null;
  readonly amountPaise: number;
  readonly link: string | null;
  readonly error?: { readonly code: string; readonly details?: Record<string, unknown> };
}

export async function startUpi(change: Partial<PaymentConfig> = {}) {
  const clock = { now: NOW as number };
  const simulator = createSimulator({
    clientId: 'me',
    clientSecret: SECRET,
    notifyUrl: null,
    document: existsSync(DOCUMENT) ? readVendorDocument(DOCUMENT) : null,
    now: () => clock.now,
  });
  const gatewayOrigin = await simulator.app.listen({ host: '127.0.0.1', port: 0 });
  const server = await startTestServer({
    payments: {
      clientId: 'me',
      clientSecret: SECRET,
      environment: 'sandbox',
      payees: [SIM_PAYEE],
      payeeName: 'Trial Office',
      channel: 'link',
      gatewayOrigin,
      ...change,
    },
  });
  const webhookUrl = `${server.origin}/v1/gateway/cashfree`;
  simulator.aimAt(webhookUrl);
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
