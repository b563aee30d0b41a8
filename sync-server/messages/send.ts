/**
 * Sends what the outbox holds for citizens. The vendor knows no repetition, so before anything is sent
 * a second time it is asked whether the first came to be. docs/spec/messages.md, M4, M7, M9.
 */
import { nextWaking } from '#domain/messages/quiet-hours.ts';
import type { E164 } from '#domain/messages/phone.ts';
import { fillSms } from '#domain/messages/sms.ts';
import { assert, ok, type Failure, type Result } from '#domain/result.ts';
import { instant } from '#domain/time.ts';
import type { ServerContext } from '#server/context.ts';
import type { SendEffect } from '#server/outbox/worker.ts';
import {
  callById,
  changeCall,
  wasCalled,
  type CallKey,
  type CallRow,
} from '#server/store/citizen-calls.ts';
import {
  messageById,
  moveMessage,
  numberHash,
  putStanding,
  type MessageRow,
} from '#server/store/messages.ts';
import type { TakenEffect } from '#server/store/outbox.ts';
import type { MessageConfig } from './config.ts';
import { contactOf } from './contact.ts';
import type { SmsPort, VoicePort } from './ports.ts';

/** One number is not called twice within this time, whatever it was given for. */
const NOT_AGAIN_MS = 20 * 3_600_000;

type Sent = Result<{ readonly laterAt: number } | null>;

export interface Sender {
  readonly context: ServerContext;
  readonly config: MessageConfig;
  readonly sms: SmsPort;
  readonly voice: VoicePort;
}

/** Reasons that no later attempt changes. */
const FINAL: ReadonlySet<string> = new Set([
  'NO_CONTACT',
  'NUMBER_INVALID',
  'NUMBER_OPTED_OUT',
  'MESSAGE_REFUSED',
]);

/** M3: what the vendor says of a number is remembered of it. */
async function rememberNumber(of: Sender, number: E164, failure: Failure): Promise<void> {
  const { database, now } = of.context;
  if (failure.code !== 'NUMBER_INVALID' && failure.code !== 'NUMBER_OPTED_OUT') return;
  const standing = failure.code === 'NUMBER_INVALID' ? 'invalid' : 'opted_out';
  await database.transact((writer) => putStanding(writer, { number, standing, at: now() }));
}

class SmsRun {
  readonly #of: Sender;
  readonly #row: MessageRow;

  constructor(of: Sender, row: MessageRow) {
    this.#of = of;
    this.#row = row;
  }

  async #move(to: Parameters<typeof moveMessage>[2]['to']): Promise<Result<boolean>> {
    const { database, now } = this.#of.context;
    const { officeId, messageId } = this.#row;
    const step = { from: ['due', 'sending'], to } as const;
    return database.transact((writer) =>
      moveMessage(writer, { officeId, messageId, at: now() }, step),
    );
  }

  async #ended(failure: Failure): Promise<Sent> {
    if (!FINAL.has(failure.code)) return { ok: false, error: failure };
    const state = failure.code === 'MESSAGE_REFUSED' ? 'failed' : 'suppressed';
    const reason = `${failure.details?.['reason'] ?? failure.code}`;
    const moved = await this.#move({ state, reason });
    return moved.ok ? ok(null) : moved;
  }

  async send(): Promise<Sent> {
    const { context, config, sms } = this.#of;
    const now = context.now();
    const laterAt = nextWaking(now, config.rules.wakingHours);
    if (laterAt > now) return ok({ laterAt });
    const contact = await contactOf(context.database.read, this.#row);
    if (!contact.ok) return this.#ended(contact.error);
    const { number: to, language } = contact.value;
    const text = fillSms(this.#row.template, language, this.#row.fill);
    const before = this.#row.state === 'sending' ? this.#row.begunAt : null;
    if (before !== null) {
      const known = await sms.sent({ to, text, since: instant(before) });
      if (!known.ok) return known;
      if (known.value !== null) return this.#sent(known.value);
    }
    const begun = await this.#move({ state: 'sending', begunAt: before ?? now });
    if (!begun.ok || !begun.value) return begun.ok ? ok(null) : begun;
    const { officeId, messageId, attempt } = this.#row;
    const registered = config.rules.templates[this.#row.template]?.[language]?.contentSid;
    const sent = await sms.send({
      to,
      text,
      statusUrl: `${config.publicOrigin}/v1/messages/${officeId}/${messageId}/${attempt}`,
      content: registered === undefined ? null : { id: registered, values: this.#row.fill },
    });
    if (sent.ok) return this.#sent(sent.value);
    await rememberNumber(this.#of, to, sent.error);
    return this.#ended(sent.error);
  }

  async #sent(vendorId: string): Promise<Sent> {
    const moved = await this.#move({ state: 'sent', vendorId });
    return moved.ok ? ok(null) : moved;
  }
}

async function sendSms(of: Sender, effect: TakenEffect): Promise<Sent> {
  const { officeId, messageId, attempt } = effect.body;
  const key = { officeId: String(officeId), messageId: String(messageId) };
  const row = await messageById(of.context.database.read, key);
  const isDue = row !== null && (row.state === 'due' || row.state === 'sending');
  if (!isDue || row.attempt !== attempt) return ok(null);
  return new SmsRun(of, row).send();
}

class CallRun {
  readonly #of: Sender;
  readonly #row: CallRow;

  constructor(of: Sender, row: CallRow) {
    this.#of = of;
    this.#row = row;
  }

  async #change(to: Parameters<typeof changeCall>[2]): Promise<Sent> {
    const done = await this.#of.context.database.transact((writer) =>
      changeCall(writer, this.#row, to),
    );
    return done.ok ? ok(null) : done;
  }

  async #ended(failure: Failure): Promise<Sent> {
    if (!FINAL.has(failure.code)) return { ok: false, error: failure };
    const state = failure.code === 'MESSAGE_REFUSED' ? 'failed' : 'suppressed';
    return this.#change({ state, reason: `${failure.details?.['reason'] ?? failure.code}` });
  }

  async dial(): Promise<Sent> {
    const { context, config, voice } = this.#of;
    const { read } = context.database;
    const now = context.now();
    const laterAt = nextWaking(now, config.rules.wakingHours);
    if (laterAt > now) return ok({ laterAt });
    const contact = await contactOf(read, this.#row);
    if (!contact.ok) return this.#ended(contact.error);
    const to = contact.value.number;
    const hashed = numberHash(to);
    const recent = { ...this.#row, numberHash: hashed, since: now - NOT_AGAIN_MS };
    if (await wasCalled(read, recent)) {
      return this.#change({ state: 'suppressed', reason: 'called_already' });
    }
    const before = this.#row.state === 'dialling' ? this.#row.begunAt : null;
    if (before !== null) {
      const known = await voice.called({ to, since: instant(before) });
      if (!known.ok) return known;
      if (known.value !== null) return this.#change({ state: 'ringing', vendorId: known.value });
    }
    const begunAt = before ?? now;
    const begun = await this.#change({ state: 'dialling', begunAt, numberHash: hashed });
    if (!begun.ok) return begun;
    const place = `${config.publicOrigin}/v1/calls/${this.#row.officeId}/${this.#row.callId}`;
    const called = await voice.call({
      to,
      turnUrl: place,
      statusUrl: `${place}/status/${this.#row.attempt}`,
    });
    if (called.ok) return this.#ringing(called.value);
    await rememberNumber(this.#of, to, called.error);
    return this.#ended(called.error);
  }

  /** Somebody may have answered before we were told that it rings. */
  async #ringing(vendorId: string): Promise<Sent> {
    const now = await callById(this.#of.context.database.read, this.#row);
    return now?.state === 'dialling' ? this.#change({ state: 'ringing', vendorId }) : ok(null);
  }
}

async function dial(of: Sender, effect: TakenEffect): Promise<Sent> {
  const { officeId, callId, attempt } = effect.body;
  const key: CallKey = { officeId: String(officeId), callId: String(callId) };
  const row = await callById(of.context.database.read, key);
  const isDue = row !== null && (row.state === 'due' || row.state === 'dialling');
  if (!isDue || row.attempt !== attempt) return ok(null);
  return new CallRun(of, row).dial();
}

export const messageEffects =
  (of: Sender): SendEffect =>
  (effect) => {
    assert(effect.kind === 'message.sms' || effect.kind === 'message.call', effect.kind);
    return effect.kind === 'message.sms' ? sendSms(of, effect) : dial(of, effect);
  };
