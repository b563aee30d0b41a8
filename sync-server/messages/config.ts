/**
 * The settings of messages and calls. All of RASEED_TWILIO_* absent: they are off and everything else
 * goes on (M1). Some absent: a mistake. What may be said to whom and when is one file of JSON.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

import { LANGUAGES, type Language } from '#domain/language.ts';
import { SMS_TEMPLATE_NAMES, type SmsTemplate } from '#domain/messages/sms.ts';
import type { WakingHours } from '#domain/messages/quiet-hours.ts';
import { ConfigError } from '#server/config.ts';

const shape = z.object({
  RASEED_TWILIO_ACCOUNT_SID: z.string().regex(/^AC[0-9a-f]{32}$/),
  RASEED_TWILIO_AUTH_TOKEN: z.string().min(16).max(100),
  /** A messaging service, a number, or the six letters that are registered as the sender. */
  RASEED_TWILIO_SMS_SENDER: z.string().regex(/^(?:MG[0-9a-f]{32}|\+[1-9]\d{6,14}|[A-Z]{6})$/),
  /** Outside India: the vendor calls India from nowhere else. */
  RASEED_TWILIO_CALL_FROM: z.string().regex(/^\+(?!91)[1-9]\d{6,14}$/),
  /** What the vendor and citizens reach this server by; the signature covers it. */
  RASEED_PUBLIC_ORIGIN: z.string().regex(/^https?:\/\/[^/?#]+$/),
  RASEED_MESSAGES_FILE: z.string().optional(),
  /** A simulated service on this machine, for trials. */
  RASEED_TWILIO_ORIGIN: z
    .string()
    .regex(/^http:\/\/127\.0\.0\.1:\d{1,5}$/)
    .optional(),
});

const percent = z.number().int().min(0).max(100);
const minutes = z.number().int().min(0).max(20_160);
const hour = z.number().int().min(0).max(24);
const speech = z.union([
  z.strictObject({ say: z.string().min(2), voice: z.string().min(2) }),
  /** A folder with a `manifest.json` of recordings. */
  z.strictObject({ play: z.string().min(1) }),
]);
const template = z.strictObject({
  /** The registered text's number; a carrier in India drops what has none. */
  dltTemplateId: z.string().regex(/^\d{10,25}$/),
  contentSid: z
    .string()
    .regex(/^HX[0-9a-f]{32}$/)
    .optional(),
});
const byLanguage = <T extends z.ZodType>(of: T) => z.partialRecord(z.enum(LANGUAGES), of);

const fileShape = z.strictObject({
  wakingHours: z
    .strictObject({ morning: hour, evening: hour })
    .refine(({ morning, evening }) => morning < evening)
    .default({ morning: 9, evening: 20 }),
  calls: z
    .strictObject({
      receiptShare: percent.default(100),
      quoteShare: percent.default(25),
      afterMinutes: minutes.default(120),
      withinMinutes: minutes.default(2_880),
      attempts: z.number().int().min(1).max(5).default(3),
    })
    .prefault({}),
  /** Who looks into what citizens say, and how many days that may take. */
  caseOwner: z.string().min(1).max(16).nullable().default(null),
  caseDays: z.number().int().min(1).max(60).default(7),
  speech: byLanguage(speech).default({}),
  templates: z
    .partialRecord(z.enum(SMS_TEMPLATE_NAMES as [SmsTemplate]), byLanguage(template))
    .default({}),
});
export type MessageRules = z.infer<typeof fileShape>;
export type Speech = z.infer<typeof speech>;

export interface MessageConfig {
  readonly accountSid: string;
  readonly authToken: string;
  readonly smsSender: string;
  readonly callFrom: string;
  readonly publicOrigin: string;
  readonly serviceOrigin: string | null;
  readonly rules: Omit<MessageRules, 'speech' | 'wakingHours'> & {
    readonly wakingHours: WakingHours;
    readonly speech: Readonly<Record<Language, Speech>>;
  };
}

const MACHINE_SPEECH: Readonly<Record<Language, Speech>> = {
  en: { say: 'en-IN', voice: 'Polly.Aditi' },
  hi: { say: 'hi-IN', voice: 'Polly.Aditi' },
};

/** Rules where nothing else is said. */
export function defaultRules(given: unknown = {}): MessageConfig['rules'] {
  const parsed = fileShape.safeParse(given);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}`);
    throw new ConfigError(`The file of RASEED_MESSAGES_FILE is not usable:\n${wrong.join('\n')}`);
  }
  return { ...parsed.data, speech: { ...MACHINE_SPEECH, ...parsed.data.speech } };
}

function readRules(file: string | undefined): MessageConfig['rules'] {
  if (file === undefined) return defaultRules();
  let text: unknown;
  try {
    text = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new ConfigError(`RASEED_MESSAGES_FILE cannot be read: ${path.basename(file)}`);
  }
  return defaultRules(text);
}

/** M6: against the real service no text goes out that is not registered. */
function refuseUnregistered(rules: MessageConfig['rules']): void {
  const missing = SMS_TEMPLATE_NAMES.flatMap((name) =>
    LANGUAGES.filter((language) => rules.templates[name]?.[language] === undefined).map(
      (language) => `  templates.${name}.${language}.dltTemplateId`,
    ),
  );
  if (missing.length > 0) {
    throw new ConfigError(
      `Messages to India need registered texts. Set in RASEED_MESSAGES_FILE:\n${missing.join('\n')}`,
    );
  }
}

/** Null where nothing is set. Throws {@link ConfigError} naming each setting that is missing. */
export function readMessageConfig(
  environment: Readonly<Record<string, string | undefined>>,
): MessageConfig | null {
  const own = Object.keys(shape.shape).filter((name) => name.startsWith('RASEED_TWILIO_'));
  if (own.every((name) => environment[name] === undefined)) return null;
  const parsed = shape.safeParse(environment);
  if (!parsed.success) {
    const wrong = new Set(parsed.error.issues.map((issue) => `  ${String(issue.path[0])}`));
    throw new ConfigError(
      `Messages are set up in part. Set these, or none of RASEED_TWILIO_*:\n${[...wrong].join('\n')}`,
    );
  }
  const read = parsed.data;
  const rules = readRules(read.RASEED_MESSAGES_FILE);
  const serviceOrigin = read.RASEED_TWILIO_ORIGIN ?? null;
  if (serviceOrigin === null) refuseUnregistered(rules);
  return {
    accountSid: read.RASEED_TWILIO_ACCOUNT_SID,
    authToken: read.RASEED_TWILIO_AUTH_TOKEN,
    smsSender: read.RASEED_TWILIO_SMS_SENDER,
    callFrom: read.RASEED_TWILIO_CALL_FROM,
    publicOrigin: read.RASEED_PUBLIC_ORIGIN,
    serviceOrigin,
    rules,
  };
}
