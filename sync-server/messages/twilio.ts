/**
 * The ports for messages and calls over `twilio`. The only place that builds its client: one host,
 * no redirects, a time limit on every call, and answers believed only where they have the right form.
 */
import twilio from 'twilio';
import { z } from 'zod';

import { fail, ok, type Result } from '#domain/result.ts';
import type { Instant } from '#domain/time.ts';
import type { MessageConfig } from './config.ts';
import type { SmsPort, SmsToSend, VoicePort } from './ports.ts';

const TIMEOUT_MS = 8_000;
const VENDOR_HOST = 'api.twilio.com';
const RING_SECONDS = 30;
const CALL_SECONDS = 300;
const RECENT = 20;

type Settings = Pick<
  MessageConfig,
  'accountSid' | 'authToken' | 'smsSender' | 'callFrom' | 'serviceOrigin'
> & { readonly timeoutMs?: number };

type Asked<T> = Parameters<typeof twilio.RequestClient.prototype.request<T>>[0];

/** Refuses every host but the vendor's, and goes to the simulated one where that is set. */
class OneHostClient extends twilio.RequestClient {
  readonly #origin: string | null;

  constructor(origin: string | null, timeout: number) {
    super({ timeout, keepAlive: origin === null });
    this.#origin = origin;
  }

  override request<T>(opts: Asked<T>) {
    const url = new URL(opts.uri);
    if (url.host !== VENDOR_HOST || url.protocol !== 'https:') {
      throw new Error(`no request goes to ${url.host}`);
    }
    const uri = this.#origin === null ? opts.uri : this.#origin + url.pathname + url.search;
    return super.request<T>({ ...opts, uri, allowRedirects: false });
  }
}

/** Codes of the vendor that say something about the number and not about us. */
const ABOUT_THE_NUMBER = new Map<number, 'NUMBER_INVALID' | 'NUMBER_OPTED_OUT'>([
  [21_211, 'NUMBER_INVALID'],
  [21_214, 'NUMBER_INVALID'],
  [21_217, 'NUMBER_INVALID'],
  [21_614, 'NUMBER_INVALID'],
  [13_224, 'NUMBER_INVALID'],
  [21_610, 'NUMBER_OPTED_OUT'],
]);
const NOT_NOW = new Set([408, 429]);

const failureShape = z.object({ status: z.number(), code: z.number().optional() });

function failureOf(error: unknown): Result<never> {
  const failure = failureShape.safeParse(error);
  if (!failure.success) {
    const cause = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
    return fail('MESSAGE_SERVICE_UNAVAILABLE', { cause });
  }
  const { status, code } = failure.data;
  const about = ABOUT_THE_NUMBER.get(code ?? 0);
  if (about !== undefined) return fail(about);
  return code === undefined || status >= 500 || NOT_NOW.has(status)
    ? fail('MESSAGE_SERVICE_UNAVAILABLE', { cause: `http ${status}` })
    : fail('MESSAGE_REFUSED', { reason: code });
}

const messageSid = z.object({ sid: z.string().regex(/^(?:SM|MM)[0-9a-fA-F]{32}$/) });
const callSid = z.object({ sid: z.string().regex(/^CA[0-9a-fA-F]{32}$/) });

/** A page instead of an answer has no id: nothing is known then. */
async function idOf(
  shape: z.ZodType<{ sid: string }>,
  ask: () => Promise<unknown>,
): Promise<Result<string>> {
  try {
    const answer = shape.safeParse(await ask());
    return answer.success
      ? ok(answer.data.sid)
      : fail('MESSAGE_SERVICE_UNAVAILABLE', { cause: 'unreadable' });
  } catch (error) {
    return failureOf(error);
  }
}

interface Taken {
  readonly sid: string;
  readonly dateCreated: Date;
}

/** The vendor keeps whole seconds. */
const isSince = (taken: Taken, since: Instant): boolean =>
  taken.dateCreated.getTime() >= since - 1_000;

async function newest<T extends Taken>(
  list: () => Promise<readonly T[]>,
  isIt: (taken: T) => boolean,
): Promise<Result<string | null>> {
  try {
    return ok((await list()).find(isIt)?.sid ?? null);
  } catch (error) {
    return failureOf(error);
  }
}

const senderOf = (sender: string) =>
  sender.startsWith('MG') ? { messagingServiceSid: sender } : { from: sender };

const contentOf = ({ content, text }: SmsToSend) =>
  content === null
    ? { body: text }
    : {
        contentSid: content.id,
        contentVariables: JSON.stringify(
          Object.fromEntries(content.values.map((value, index) => [index + 1, value])),
        ),
      };

export function openTwilio(of: Settings): { readonly sms: SmsPort; readonly voice: VoicePort } {
  const httpClient = new OneHostClient(of.serviceOrigin, of.timeoutMs ?? TIMEOUT_MS);
  const client = twilio(of.accountSid, of.authToken, { httpClient });
  return {
    sms: {
      send: (message) =>
        idOf(messageSid, () =>
          client.messages.create({
            to: message.to,
            ...senderOf(of.smsSender),
            ...contentOf(message),
            statusCallback: message.statusUrl,
            // Never: the law of messages forbids them, and nobody can see where they lead.
            shortenUrls: false,
          }),
        ),
      sent: ({ to, text, since }) =>
        newest(
          () => client.messages.list({ to, limit: RECENT }),
          (taken) => taken.body === text && isSince(taken, since),
        ),
    },
    voice: {
      call: ({ to, turnUrl, statusUrl }) =>
        idOf(callSid, () =>
          client.calls.create({
            to,
            from: of.callFrom,
            url: turnUrl,
            method: 'POST',
            statusCallback: statusUrl,
            statusCallbackMethod: 'POST',
            statusCallbackEvent: ['completed'],
            timeout: RING_SECONDS,
            timeLimit: CALL_SECONDS,
          }),
        ),
      called: ({ to, since }) =>
        newest(
          () => client.calls.list({ to, limit: RECENT }),
          (taken) => isSince(taken, since),
        ),
    },
  };
}
