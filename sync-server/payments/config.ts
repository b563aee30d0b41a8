/** UPI's settings. All of them absent: UPI is off and cash goes on (U19). Some absent: a mistake. */
import { z } from 'zod';

import { ConfigError } from '#server/config.ts';

const shape = z.object({
  RASEED_CASHFREE_CLIENT_ID: z.string().min(1).max(200),
  RASEED_CASHFREE_CLIENT_SECRET: z.string().min(8).max(200),
  RASEED_CASHFREE_ENVIRONMENT: z.enum(['sandbox', 'production']),
  /** The payment addresses of our own account, comma between them; any other code is not shown. */
  RASEED_CASHFREE_PAYEES: z.string().regex(/^[\w.-]+@[\w.-]+(?:,[\w.-]+@[\w.-]+)*$/),
  /** Whom the citizen pays, as the gateway has verified it: shown beside the code. */
  RASEED_CASHFREE_PAYEE_NAME: z.string().min(3).max(80),
  RASEED_CASHFREE_CHANNEL: z.enum(['link', 'qrcode']).default('link'),
  /** Who sends a payment link: HQ to its own page, or the gateway to the gateway's (PL6). */
  RASEED_CASHFREE_LINK_SMS: z.enum(['own', 'gateway']).default('own'),
  /** A simulated gateway on this machine, for trials. */
  RASEED_CASHFREE_ORIGIN: z
    .string()
    .regex(/^http:\/\/127\.0\.0\.1:\d{1,5}$/)
    .optional(),
});

export interface PaymentConfig {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly environment: 'sandbox' | 'production';
  readonly payees: readonly string[];
  readonly payeeName: string;
  readonly channel: 'link' | 'qrcode';
  /** HQ's own where absent. */
  readonly linkSms?: 'own' | 'gateway';
  readonly gatewayOrigin: string | null;
}

/** Null where nothing is set. Throws {@link ConfigError} naming each setting that is missing. */
export function readPaymentConfig(
  environment: Readonly<Record<string, string | undefined>>,
): PaymentConfig | null {
  const names = Object.keys(shape.shape);
  if (names.every((name) => environment[name] === undefined)) return null;
  const parsed = shape.safeParse(environment);
  if (!parsed.success) {
    const wrong = new Set(parsed.error.issues.map((issue) => `  ${String(issue.path[0])}`));
    throw new ConfigError(
      `UPI is set up in part. Set these, or none of RASEED_CASHFREE_*:\n${[...wrong].join('\n')}`,
    );
  }
  const read = parsed.data;
  return {
    clientId: read.RASEED_CASHFREE_CLIENT_ID,
    clientSecret: read.RASEED_CASHFREE_CLIENT_SECRET,
    environment: read.RASEED_CASHFREE_ENVIRONMENT,
    payees: read.RASEED_CASHFREE_PAYEES.split(','),
    payeeName: read.RASEED_CASHFREE_PAYEE_NAME,
    channel: read.RASEED_CASHFREE_CHANNEL,
    linkSms: read.RASEED_CASHFREE_LINK_SMS,
    gatewayOrigin: read.RASEED_CASHFREE_ORIGIN ?? null,
  };
}
