/** A server with a simulated gateway and a simulated message service, and a counter that asks. */
import { existsSync } from 'node:fs';
import path from 'node:path';

import type { PublicLink } from '#server/api/public-contract.ts';
import { SIM_PAYEE } from '#server/simulators/cashfree/answers.ts';
import { createSimulator } from '#server/simulators/cashfree/server.ts';
import { readVendorDocument } from '#server/simulators/cashfree/vendor-document.ts';
import { NOW } from '#tests/protocol/authority.ts';
import { startMessages, type KitOptions } from '#tests/sync-server/messages/message-kit.ts';
import { publishSampleTariff } from '#tests/sync-server/receipt-chain.ts';

const DOCUMENT = path.resolve('../shared/specs/repaired/cashfree-pg-nullable.json');

export async function startLinks(options: KitOptions & { readonly linkSms?: 'gateway' } = {}) {
  const clock = { now: () => NOW as number };
  const account = { clientId: 'me', clientSecret: 'a-secret-of-this-test' };
  const gateway = createSimulator({
    ...account,
    notifyUrl: null,
    document: existsSync(DOCUMENT) ? readVendorDocument(DOCUMENT) : null,
    now: () => clock.now(),
  });
  const gatewayOrigin = await gateway.app.listen({ host: '127.0.0.1', port: 0 });
  const { linkSms = 'own', ...rest } = options;
  const kit = await startMessages({
    rules: { calls: { receiptShare: 0, quoteShare: 0 } },
    ...rest,
    payments: {
      ...account,
      environment: 'sandbox',
      payees: [SIM_PAYEE],
      payeeName: 'Trial Office',
      channel: 'link',
      linkSms,
      gatewayOrigin,
    },
  });
  clock.now = kit.now;
  gateway.aimAt(`${kit.server.origin}/v1/gateway/cashfree`);
  await publishSampleTariff(kit.server);
  const runner = kit.server.server.payments;
  if (runner === null) throw new Error('UPI is on');
  const bothRounds = async (): Promise<void> => {
    await runner.round();
    await kit.round();
  };
  return {
    ...kit,
    gateway,
    rounds: bothRounds,
    /** The address in the last message to a number. */
    linkOf: (number: string): string => {
      const message = kit.simulator.messages.find(({ to }) => to === number);
      return /https?:\/\/\S+/.exec(message?.body ?? '')?.[0] ?? '';
    },
    page: async (address: string) => {
      const token = address.slice(address.lastIndexOf('/') + 1);
      const answer = await fetch(`${kit.server.origin}/v1/public/links/${token}`);
      return (await answer.json()) as PublicLink & { error?: { code: string } };
    },
    async stop() {
      await kit.stop();
      await gateway.app.close();
    },
  };
}
export type Links = Awaited<ReturnType<typeof startLinks>>;
