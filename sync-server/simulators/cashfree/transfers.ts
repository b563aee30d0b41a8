/**
 * Transfers of the simulated gateway (Payouts V2): the vendor's two paths under their own account and
 * document, the bank's word when it is told to give it, and news as the vendor sends it.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

import { rupees, time } from './answers.ts';
import type { VendorDocument } from './vendor-document.ts';

export type SimTransferStatus =
  | 'RECEIVED'
  | 'PENDING'
  | 'SUCCESS'
  | 'FAILED'
  | 'REJECTED'
  | 'REVERSED';

export interface SimTransfer {
  readonly id: string;
  readonly cfId: string;
  readonly amountPaise: number;
  readonly at: number;
  readonly account: string;
  readonly ifsc: string;
  status: SimTransferStatus;
  utr: string | null;
}

export interface TransferParts {
  readonly app: FastifyInstance;
  readonly document: VendorDocument | null;
  readonly violations: string[];
  readonly now: () => number;
  readonly isKnown: (headers: Readonly<Record<string, unknown>>) => boolean;
  readonly tell: (body: string) => void;
  /** Says so, where the vendor is not itself. */
  readonly isBroken: (reply: FastifyReply) => FastifyReply | null;
}

/** What the document says in words and no schema holds. */
const transferBody = z.object({
  transfer_id: z.string().regex(/^\w{1,40}$/),
  transfer_amount: z
    .number()
    .min(1)
    .transform((value) => Math.round(value * 100)),
  transfer_remarks: z
    .string()
    .regex(/^[A-Za-z0-9 ]{0,70}$/)
    .optional(),
  beneficiary_details: z.object({
    beneficiary_name: z.string().regex(/^[A-Za-z ]{1,100}$/),
    beneficiary_instrument_details: z.object({
      bank_account_number: z.string().regex(/^[A-Za-z0-9]{9,18}$/),
      bank_ifsc: z.string().regex(/^[A-Z]{4}0[A-Z0-9]{6}$/),
    }),
  }),
});

const EVENTS: Readonly<Partial<Record<SimTransferStatus, string>>> = {
  SUCCESS: 'TRANSFER_SUCCESS',
  FAILED: 'TRANSFER_FAILED',
  REJECTED: 'TRANSFER_REJECTED',
  REVERSED: 'TRANSFER_REVERSED',
};

function refuse(reply: FastifyReply, of: { status: number; code: string }): FastifyReply {
  const { status, code } = of;
  const message = code.replaceAll('_', ' ');
  return reply.code(status).send({ type: 'invalid_request_error', code, message });
}

export class SimTransfers {
  readonly transfers = new Map<string, SimTransfer>();
  /** As an account whose transfers are not switched on. */
  areOff = false;
  /** The answer to the next order is lost on its way. */
  losesAnswer = false;
  readonly #parts: TransferParts;
  #next = 100_001;

  constructor(parts: TransferParts) {
    this.#parts = parts;
    this.#install();
  }

  #answer(of: SimTransfer): object {
    return {
      transfer_id: of.id,
      cf_transfer_id: of.cfId,
      status: of.status,
      status_code: of.status === 'SUCCESS' ? 'COMPLETED' : of.status,
      status_description: 'Simulated: no money moves',
      beneficiary_details: {
        beneficiary_id: 'SIMULATED',
        beneficiary_instrument_details: { bank_account_number: of.account, bank_ifsc: of.ifsc },
      },
      transfer_amount: rupees(of.amountPaise),
      transfer_mode: 'BANK',
      ...(of.utr === null ? {} : { transfer_utr: of.utr }),
      fundsource_id: 'CASHFREE_1',
      added_on: time(of.at),
      updated_on: time(this.#parts.now()),
    };
  }

  /** The bank says what has become of it. */
  say(id: string, status: SimTransferStatus): SimTransfer | null {
    const transfer = this.transfers.get(id);
    if (transfer === undefined) return null;
    transfer.status = status;
    if (status === 'SUCCESS') transfer.utr ??= `SIMR${transfer.cfId.padStart(16, '0')}`;
    const type = EVENTS[status];
    if (type !== undefined) {
      const event_time = time(this.#parts.now());
      this.#parts.tell(JSON.stringify({ data: this.#answer(transfer), event_time, type }));
    }
    return transfer;
  }

  #order(body: z.infer<typeof transferBody>): SimTransfer {
    this.#next += 1;
    const bank = body.beneficiary_details.beneficiary_instrument_details;
    const transfer: SimTransfer = {
      id: body.transfer_id,
      cfId: String(this.#next),
      amountPaise: body.transfer_amount,
      at: this.#parts.now(),
      account: bank.bank_account_number,
      ifsc: bank.bank_ifsc,
      status: 'RECEIVED',
      utr: null,
    };
    this.transfers.set(transfer.id, transfer);
    return transfer;
  }

  #take(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const { document, violations } = this.#parts;
    const note = (fault: string | null): void => void (fault !== null && violations.push(fault));
    if (this.areOff) return refuse(reply, { status: 403, code: 'apis_not_enabled' });
    note(document?.request('PayoutInitiateTransfer', request.body) ?? null);
    const body = transferBody.safeParse(request.body);
    if (!body.success) {
      const field = body.error.issues[0]?.path.join('_') ?? 'body';
      return refuse(reply, { status: 400, code: `${field}_invalid` });
    }
    if (this.transfers.has(body.data.transfer_id)) {
      return refuse(reply, { status: 409, code: 'transfer_id_already_exists' });
    }
    const answer = this.#answer(this.#order(body.data));
    note(document?.answer('PayoutInitiateTransfer', answer) ?? null);
    if (!this.losesAnswer) return reply.send(answer);
    this.losesAnswer = false;
    reply.raw.destroy();
    return reply.hijack();
  }

  #install(): void {
    const { app, document, violations, isKnown, isBroken } = this.#parts;
    const guarded =
      (work: (request: FastifyRequest, reply: FastifyReply) => FastifyReply) =>
      (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
        const broken = isBroken(reply);
        if (broken !== null) return broken;
        if (!isKnown(request.headers)) {
          return refuse(reply, { status: 401, code: 'authentication_failed' });
        }
        if (request.headers['x-api-version'] !== '2024-01-01') violations.push('no API version');
        return work(request, reply);
      };
    app.post(
      '/payout/transfers',
      guarded((request, reply) => this.#take(request, reply)),
    );
    app.get(
      '/payout/transfers',
      guarded((request, reply) => {
        const { transfer_id: id } = z.object({ transfer_id: z.string() }).parse(request.query);
        const transfer = this.transfers.get(id);
        if (transfer === undefined) {
          return refuse(reply, { status: 404, code: 'transfer_id_not_found' });
        }
        const answer = this.#answer(transfer);
        const fault = document?.answer('PayoutFetchTransfer', answer) ?? null;
        if (fault !== null) violations.push(fault);
        return reply.send(answer);
      }),
    );
  }
}
