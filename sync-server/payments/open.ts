/** Puts UPI together where it is set up, and says so where it is not (U19); transfers alike (PO1). */
import type { FastifyInstance } from 'fastify';

import type { ServerContext } from '#server/context.ts';
import {
  installPaymentRoutes,
  installPaymentsOff,
  installPayoutWebhooks,
} from '#server/routes/payment-routes.ts';
import { openCashfree } from './cashfree.ts';
import type { PaymentConfig } from './config.ts';
import { PaymentDesk } from './desk.ts';
import type { PayoutConfig } from './payout-config.ts';
import { openCashfreePayouts } from './payouts-client.ts';
import { PayoutDesk } from './payouts.ts';
import { PaymentRunner } from './runner.ts';
import { tellSetup } from './tell-setup.ts';

export interface PaymentSettings {
  readonly payments: PaymentConfig | null;
  readonly payouts: PayoutConfig | null;
  /** Messages are set up, so that links are sent. */
  readonly links: boolean;
}

async function installPayouts(
  app: FastifyInstance,
  context: ServerContext,
  config: PayoutConfig | null,
): Promise<PayoutDesk | null> {
  if (config === null) {
    context.log.info('payouts.off', { because: 'RASEED_PAYOUTS_* are not set; challans go on' });
    return null;
  }
  const desk = new PayoutDesk(context, openCashfreePayouts(config));
  const hint = (transferId: string): void => void desk.hint(transferId);
  await installPayoutWebhooks(app, { context, secret: config.webhookSecret, hint });
  return desk;
}

/** Answers what keeps it at work, once started; null where UPI is off. */
export async function installPayments(
  app: FastifyInstance,
  context: ServerContext,
  config: PaymentSettings,
): Promise<PaymentRunner | null> {
  const { payments } = config;
  if (payments === null) {
    context.log.info('upi.off', { because: 'RASEED_CASHFREE_* are not set; cash goes on' });
    installPaymentsOff(app);
    await tellSetup(context, { payees: [], links: false });
    return null;
  }
  const desk = new PaymentDesk({
    context,
    gateway: openCashfree(payments),
    payees: payments.payees.map((address) => ({ address, name: payments.payeeName })),
    links: config.links,
  });
  await desk.tellSetup();
  const payouts = await installPayouts(app, context, config.payouts);
  const runner = new PaymentRunner({ desk, context, payouts });
  const hint = (orderId: string): void => runner.hint(orderId);
  const hintBooks = (): void => runner.hintBooks();
  const secret = payments.clientSecret;
  await installPaymentRoutes(app, { context, desk, secret, hint, hintBooks });
  return runner;
}
