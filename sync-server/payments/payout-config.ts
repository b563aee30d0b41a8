/**
 * Settings of transfers to the treasury. All of them absent: there are none, and challans go on (PO1).
 * Some absent: a mistake. The account is here and on no screen's keyboard.
 */
import { z } from 'zod';

import { ConfigError } from '#server/config.ts';
import type { PaymentConfig } from './config.ts';

const shape = z.object({
  RASEED_PAYOUTS_CLIENT_ID: z.string().min(1).max(200),
  RASEED_PAYOUTS_CLIENT_SECRET: z.string().min(8).max(200),
  /** The vendor signs with the oldest secret that is still active, where there are several. */
  RASEED_PAYOUTS_WEBHOOK_SECRET: z.string().min(8).max(200).optional(),
  /** As the vendor takes it: letters and spaces. */
  RASEED_PAYOUTS_NAME: z.string().regex(/^[A-Za-z][A-Za-z ]{2,99}$/),
  RASEED_PAYOUTS_ACCOUNT: z.string().regex(/^[A-Za-z0-9]{9,18}$/),
  RASEED_PAYOUTS_IFSC: z.string().regex(/^[A-Z]{4}0[A-Z0-9]{6}$/),
  /** Which of our accounts at the vendor it goes out of; absent: the vendor's own default. */
  RASEED_PAYOUTS_FUNDSOURCE: z.string().min(1).max(64).optional(),
});

export interface PayoutConfig {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly webhookSecret: string;
  readonly environment: PaymentConfig['environment'];
  readonly name: string;
  readonly account: string;
  readonly ifsc: string;
  readonly fundsource: string | null;
  /** A simulated bank on this machine, for trials. */
  readonly origin: string | null;
}

/** Null where nothing is set. Throws {@link ConfigError} naming each setting that is missing. */
export function readPayoutConfig(
  environment: Readonly<Record<string, string | undefined>>,
  payments: PaymentConfig | null,
): PayoutConfig | null {
  const names = Object.keys(shape.shape);
  if (names.every((name) => environment[name] === undefined)) return null;
  if (payments === null) {
    throw new ConfigError('Transfers need UPI: set RASEED_CASHFREE_* too, or no RASEED_PAYOUTS_*.');
  }
  const parsed = shape.safeParse(environment);
  if (!parsed.success) {
    const wrong = new Set(parsed.error.issues.map((issue) => `  ${String(issue.path[0])}`));
    throw new ConfigError(
      `Transfers are set up in part. Set these, or none of RASEED_PAYOUTS_*:\n${[...wrong].join('\n')}`,
    );
  }
  const read = parsed.data;
  return {
    clientId: read.RASEED_PAYOUTS_CLIENT_ID,
    clientSecret: read.RASEED_PAYOUTS_CLIENT_SECRET,
    webhookSecret: read.RASEED_PAYOUTS_WEBHOOK_SECRET ?? read.RASEED_PAYOUTS_CLIENT_SECRET,
    environment: payments.environment,
    name: read.RASEED_PAYOUTS_NAME,
    account: read.RASEED_PAYOUTS_ACCOUNT,
    ifsc: read.RASEED_PAYOUTS_IFSC,
    fundsource: read.RASEED_PAYOUTS_FUNDSOURCE ?? null,
    origin: payments.gatewayOrigin,
  };
}
