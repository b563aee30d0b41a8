/** Puts payment links together where both the gateway and messages are set up (PL1). */
import type { FastifyInstance } from 'fastify';

import type { ServerContext } from '#server/context.ts';
import type { MessageConfig } from '#server/messages/config.ts';
import { answerFailure } from '#server/routes/answers.ts';
import { installLinkRoutes } from '#server/routes/link-routes.ts';
import { openCashfree } from './cashfree.ts';
import type { PaymentConfig } from './config.ts';
import { LinkDesk } from './links.ts';
import type { PaymentRunner } from './runner.ts';

export interface LinkSettings {
  readonly payments: PaymentConfig | null;
  readonly messages: MessageConfig | null;
  readonly runner: PaymentRunner | null;
}

/** Null where links are off. */
export function installLinks(
  app: FastifyInstance,
  context: ServerContext,
  of: LinkSettings,
): LinkDesk | null {
  const { payments, messages, runner } = of;
  if (payments === null || messages === null || runner === null) {
    app.post('/v1/upi/links', (_request, reply) => answerFailure(reply, { code: 'MESSAGES_OFF' }));
    return null;
  }
  const gateway = openCashfree(payments);
  const desk = new LinkDesk({
    context,
    gateway,
    origin: () => messages.publicOrigin,
    smsBy: payments.linkSms ?? 'own',
  });
  installLinkRoutes(app, { context, desk, hint: (orderId) => runner.hint(orderId) });
  return desk;
}
