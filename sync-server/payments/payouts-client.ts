/**
 * The gateway's transfers (Payouts V2), which its own library does not have: two requests over fetch,
 * with a time limit, no redirects, and answers read with every digit kept.
 */
import { z } from 'zod';

import type { Paise } from '#domain/money.ts';
import type { TransferStatus } from '#domain/payments/payout.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { gatewayPaise, gatewayRupees, parseExactJson } from './exact-json.ts';
import type { PayoutConfig } from './payout-config.ts';

const API_VERSION = '2024-01-01';
const TIMEOUT_MS = 8_000;
const HOSTS = {
  sandbox: 'https://sandbox.cashfree.com',
  production: 'https://api.cashfree.com',
} as const;

export interface Transfer {
  /** Letters, digits and underscores, at most 40. */
  readonly transferId: string;
  readonly amountPaise: Paise;
}

export interface TransferEvidence {
  readonly status: TransferStatus;
  readonly bankReference: string | null;
}

/** Where settled money is sent on from; a real bank or a simulated one. */
export interface PayoutGateway {
  /**
   * PAYOUT_UNKNOWN where the bank has no such transfer; GATEWAY_UNAVAILABLE where it does not say;
   * GATEWAY_REFUSED where it understood and said no, or knows another transfer by this name.
   */
  find(of: Transfer): Promise<Result<TransferEvidence>>;
  /** The same id again is the same transfer. */
  send(of: Transfer): Promise<Result<TransferEvidence>>;
}

/** RECEIVED, QUEUED, APPROVAL_PENDING, PENDING and whatever comes to be: not final, asked again. */
const STATUS: Readonly<Record<string, TransferStatus>> = {
  SUCCESS: 'success',
  FAILED: 'failed',
  REJECTED: 'failed',
  MANUALLY_REJECTED: 'failed',
  REVERSED: 'reversed',
};

const transferShape = z.object({
  transfer_id: z.string().max(40),
  status: z.string().max(40),
  transfer_amount: z.string(),
  transfer_utr: z.string().max(64).nullish(),
});
const errorShape = z.object({ code: z.string().max(80) });

type Settings = Omit<PayoutConfig, 'webhookSecret'> & { readonly timeoutMs?: number };

function read(of: Transfer, status: number, data: unknown): Result<TransferEvidence> {
  if (status === 200) {
    const parsed = transferShape.safeParse(data);
    if (!parsed.success) return fail('GATEWAY_UNAVAILABLE', { cause: 'unreadable' });
    const { transfer_id, transfer_amount, transfer_utr, status: said } = parsed.data;
    const isOurs =
      transfer_id === of.transferId && gatewayPaise(transfer_amount) === of.amountPaise;
    if (!isOurs) return fail('GATEWAY_REFUSED', { reason: 'another transfer' });
    const bankReference = transfer_utr === '' ? null : (transfer_utr ?? null);
    return ok({ status: STATUS[said] ?? 'pending', bankReference });
  }
  const error = errorShape.safeParse(data);
  if (!error.success || status === 429 || status >= 500) {
    return fail('GATEWAY_UNAVAILABLE', { cause: `http ${status}` });
  }
  return status === 404 && error.data.code.endsWith('transfer_id_not_found')
    ? fail('PAYOUT_UNKNOWN')
    : fail('GATEWAY_REFUSED', { reason: error.data.code });
}

class CashfreePayouts implements PayoutGateway {
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  #request(path: string, body?: object): Promise<Response> {
    const { clientId, clientSecret, environment, origin, timeoutMs } = this.#settings;
    return fetch(`${origin ?? HOSTS[environment]}/payout${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        'x-client-id': clientId,
        'x-client-secret': clientSecret,
        'x-api-version': API_VERSION,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs ?? TIMEOUT_MS),
    });
  }

  async #ask(of: Transfer, path: string, body?: object): Promise<Result<TransferEvidence>> {
    try {
      const response = await this.#request(path, body);
      return read(of, response.status, parseExactJson(await response.text()));
    } catch (error) {
      return fail('GATEWAY_UNAVAILABLE', {
        cause: error instanceof Error ? error.name : 'no answer',
      });
    }
  }

  find(of: Transfer): Promise<Result<TransferEvidence>> {
    return this.#ask(of, `/transfers?transfer_id=${encodeURIComponent(of.transferId)}`);
  }

  async send(of: Transfer): Promise<Result<TransferEvidence>> {
    const { name, account, ifsc, fundsource } = this.#settings;
    const sent = await this.#ask(of, '/transfers', {
      transfer_id: of.transferId,
      transfer_amount: gatewayRupees(of.amountPaise),
      transfer_currency: 'INR',
      transfer_mode: 'banktransfer',
      beneficiary_details: {
        beneficiary_name: name,
        beneficiary_instrument_details: { bank_account_number: account, bank_ifsc: ifsc },
      },
      // Letters, digits and spaces are all that is taken here.
      transfer_remarks: `Raseed ${of.transferId.replaceAll('_', ' ')}`.slice(0, 70),
      ...(fundsource === null ? {} : { fundsource_id: fundsource }),
    });
    const reason = sent.ok ? '' : String(sent.error.details?.['reason'] ?? '');
    return reason.endsWith('already_exists') ? this.find(of) : sent;
  }
}

export const openCashfreePayouts = (settings: Settings): PayoutGateway =>
  new CashfreePayouts(settings);
