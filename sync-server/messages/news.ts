/**
 * What the carrier says afterwards of a message or a call. It comes late, twice and out of order: each
 * piece of news moves a state forward or nothing at all. docs/spec/messages.md, M7 and M9.
 */
import { randomInt } from 'node:crypto';

import type { ServerContext } from '#server/context.ts';
import type { Writer } from '#server/store/database.ts';
import { changeCall, lockCall, type CallKey, type CallRow } from '#server/store/citizen-calls.ts';
import { effectOfMessage, moveMessage } from '#server/store/messages.ts';
import { keepEffect } from '#server/store/outbox.ts';
import { ok, type Result } from '#domain/result.ts';
import { recordAnswer } from './answers.ts';
import type { MessageConfig } from './config.ts';

const MAX_SMS_ATTEMPTS = 3;
const HOUR_MS = 3_600_000;
/** Not reachable, queue full, unknown: the same may arrive an hour later. */
const PASSING_ERRORS: ReadonlySet<string> = new Set(['30001', '30003', '30008']);

export interface SmsNews {
  readonly officeId: string;
  readonly messageId: string;
  readonly attempt: number;
  readonly status: string;
  readonly errorCode: string | null;
}

async function again(writer: Writer, news: SmsNews, at: number): Promise<void> {
  const { officeId, messageId } = news;
  const attempt = news.attempt + 1;
  await moveMessage(
    writer,
    { officeId, messageId, at },
    { from: ['failed'], to: { state: 'due', attempt, begunAt: null, vendorId: null } },
  );
  const effect = effectOfMessage(officeId, messageId, attempt);
  await keepEffect(writer, { ...effect, at: at + HOUR_MS });
}

export async function takeSmsNews(context: ServerContext, news: SmsNews): Promise<Result<null>> {
  const { officeId, messageId } = news;
  const at = context.now();
  const done = await context.database.transact(async (writer) => {
    const key = { officeId, messageId, at };
    if (news.status === 'delivered') {
      const from = ['sending', 'sent', 'failed'] as const;
      await moveMessage(writer, key, { from, to: { state: 'delivered', reason: null } });
      return;
    }
    if (news.status !== 'failed' && news.status !== 'undelivered') return;
    const reason = news.errorCode ?? news.status;
    const step = { from: ['sending', 'sent'], to: { state: 'failed', reason } } as const;
    const isNew = await moveMessage(writer, key, step);
    const isPassing = PASSING_ERRORS.has(reason) && news.attempt < MAX_SMS_ATTEMPTS;
    if (isNew && isPassing) await again(writer, news, at);
  });
  return done.ok ? ok(null) : done;
}

export interface CallNews extends CallKey {
  readonly attempt: number;
  readonly status: string;
}

/** Hours between attempts, as nobody can foresee them. */
const laterBy = (): number => (2 + randomInt(20)) * HOUR_MS + randomInt(HOUR_MS);

async function callEnded(
  of: { readonly context: ServerContext; readonly config: MessageConfig; readonly writer: Writer },
  row: CallRow,
  status: string,
): Promise<void> {
  const { context, config, writer } = of;
  const { attempts } = config.rules.calls;
  const isMissed = status === 'busy' || status === 'no-answer';
  if (isMissed && row.attempt < attempts) {
    const dueAt = context.now() + laterBy();
    await changeCall(writer, row, { state: 'planned', dueAt, reason: status, vendorId: null });
    return;
  }
  await recordAnswer({ context, config, writer }, row, { answer: 'no_answer', channel: 'call' });
  await changeCall(writer, row, { reason: status });
}

/** Ended without a key: at the end of a call that was answered, or because nobody took it. */
export async function takeCallNews(
  of: { readonly context: ServerContext; readonly config: MessageConfig },
  news: CallNews,
): Promise<Result<null>> {
  const done = await of.context.database.transact(async (writer) => {
    const row = await lockCall(writer, news);
    const isOpen = row !== null && (row.state === 'dialling' || row.state === 'ringing');
    if (!isOpen || row.attempt !== news.attempt) return;
    await callEnded({ ...of, writer }, row, news.status);
  });
  return done.ok ? ok(null) : done;
}
