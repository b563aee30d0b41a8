/**
 * Sends what the outbox holds: at least once, under a lease, with growing pauses; after the last
 * attempt an effect is dead and visible. Any number of servers may run it and any may die.
 */
import { randomBytes } from 'node:crypto';

import type { Result } from '#domain/result.ts';
import type { ServerContext } from '#server/context.ts';
import { settleEffect, takeDue, type EffectSide, type TakenEffect } from '#server/store/outbox.ts';

/**
 * Answers a failure to be called again, and `laterAt` where it is only not the time for it yet. Must
 * bear being called twice for one effect.
 */
export type SendEffect = (
  effect: TakenEffect,
) => Promise<Result<{ readonly laterAt: number } | object | null>>;

const LEASE_MS = 60_000;
const BATCH = 20;
const MAX_ATTEMPTS = 12;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 3_600_000;

type Context = Pick<ServerContext, 'database' | 'now' | 'log'>;

const pauseAfter = (attempt: number): number =>
  Math.min(FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS);

async function sendOne(context: Context, send: SendEffect, effect: TakenEffect): Promise<void> {
  const sent = await send(effect);
  await context.database.transact((writer) => {
    if (sent.ok && sent.value !== null && 'laterAt' in sent.value) {
      const dueAt = sent.value.laterAt;
      return settleEffect(writer, effect, { state: 'due', dueAt, error: 'not yet' });
    }
    if (sent.ok) return settleEffect(writer, effect, { state: 'done' });
    const error = `${sent.error.code} ${JSON.stringify(sent.error.details ?? {})}`;
    if (effect.attempt >= MAX_ATTEMPTS) {
      context.log.warn('outbox.dead', { key: effect.key, code: sent.error.code });
      return settleEffect(writer, effect, { state: 'dead', error });
    }
    const dueAt = context.now() + pauseAfter(effect.attempt);
    return settleEffect(writer, effect, { state: 'due', dueAt, error });
  });
}

/** One round over what is due. Answers how many were taken. */
export async function sendDue(
  context: Context,
  send: SendEffect,
  side: EffectSide = 'money',
): Promise<number> {
  const lease = randomBytes(16).toString('hex');
  const taken = await context.database.transact((writer) =>
    takeDue(writer, { now: context.now(), leaseMs: LEASE_MS, lease, limit: BATCH, side }),
  );
  if (!taken.ok) return 0;
  for (const effect of taken.value) await sendOne(context, send, effect);
  return taken.value.length;
}
