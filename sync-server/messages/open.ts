/** Puts messages and calls together where they are set up, and says so where they are not (M1). */
import type { FastifyInstance } from 'fastify';

import type { ServerContext } from '#server/context.ts';
import { installAskRoutes } from '#server/routes/ask-routes.ts';
import { installMessageRoutes } from '#server/routes/message-routes.ts';
import { AskDesk } from './asks.ts';
import { CallDesk } from './calls.ts';
import type { MessageConfig } from './config.ts';
import { InboundDesk } from './inbound.ts';
import { MessageRunner } from './runner.ts';
import { messageEffects } from './send.ts';
import { createSpeaker } from './speaker.ts';
import { openTwilio } from './twilio.ts';

/** Answers what keeps it at work, once started; null where messages are off. */
export async function installMessages(
  app: FastifyInstance,
  context: ServerContext,
  config: MessageConfig | null,
  remind: () => Promise<number>,
): Promise<MessageRunner | null> {
  if (config === null) {
    context.log.info('messages.off', { because: 'RASEED_TWILIO_* are not set; all else goes on' });
    installAskRoutes(app, context, null);
    return null;
  }
  const speaker = createSpeaker(config);
  const parts = { context, config, speaker };
  const calls = new CallDesk(parts);
  const inbound = new InboundDesk(parts);
  installAskRoutes(app, context, new AskDesk(parts));
  await installMessageRoutes(app, { ...parts, calls, inbound });
  const { sms, voice } = openTwilio(config);
  const send = messageEffects({ context, config, sms, voice });
  return new MessageRunner({ context, config, send, remind });
}
