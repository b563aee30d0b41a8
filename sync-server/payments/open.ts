/** Puts UPI together where it is set up, and says so where it is not (U19). */
import type { FastifyInstance } from 'fastify';

import type { ServerContext } from '#server/context.ts';
import { installPaymentRoutes, installPaymentsOff } from '#server/routes/payment-routes.ts';
import { openCashfree } from './cashfree.ts';
import type { PaymentConfig } from './config.ts';
import { PaymentDesk } from './desk.ts';
import { tellSetup } from './tell-setup.ts';
import { PaymentRunner } from './runner.ts';

/** Answers what keeps it at work, once started; null where UPI is off. */
export async function installPayments(
  app: FastifyInstance,
  context: ServerContext,
  config: PaymentConfig | null,
): Promise<PaymentRunner | null> {
  if (config === null) {
    context.log.info('upi.off', { because: 'RASEED_CASHFREE_* are not set; cash goes on' });
    installPaymentsOff(app);
    await tellSetup(context, []);
    return null;
  }
  const desk = new PaymentDesk({
    context,
    gateway: openCashfree(config),
    payees: config.payees.map((address) => ({ address, name: config.payeeName })),
  });
  await desk.tellSetup();
  const runner = new PaymentRunner(desk, context);
  const hint = (orderId: string): void => runner.hint(orderId);
  const hintBooks = (): void => runner.hintBooks();
  const secret = config.clientSecret;
  await installPaymentRoutes(app, { context, desk, secret, hint, hintBooks });
  return runner;
}
