/**
 * Whether HQ holds a receipt that somebody has in their hand. A scan that contradicts the journal is
 * an alarm and opens a case: at once where the counter's own key signed it, within a small allowance
 * where anybody could have made it up. docs/spec/receipt-qr.md, Q9 and Q10.
 */
import { z } from 'zod';

import { isCounterId, isReceiptNumber, officeOfCounter, type CounterId } from '#domain/ids.ts';
import { decodeEntry, knownEntry } from '#domain/journal/chain.ts';
import type { ReceiptIssuedBody } from '#domain/journal/kinds.ts';
import { ok, type Result } from '#domain/result.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import { decodeReceiptQr, verifyReceiptQr, type ReceiptQr } from '#protocol/receipt-qr.ts';
import type { Trust } from '#protocol/trust.ts';
import type { RefundRow } from '#server/api/contract.ts';
import type { PublicReceipt, PublicRefund, ReceiptStatus } from '#server/api/public-contract.ts';
import type { ServerContext } from '#server/context.ts';
import { rememberByQr } from '#server/lost/receipts-by-qr.ts';
import { openCase } from '#server/store/cases.ts';
import { readHeadRow, type CounterKey, type EntryRow } from '#server/store/entries.ts';
import { entryAt, hasLaterReceipt, receiptByNumber } from '#server/store/receipts.ts';
import { refundById, refundIdOf } from '#server/store/refunds.ts';
import { AttemptLimit } from './limits.ts';

export const statusQuery = z
  .object({
    counterId: z.custom<CounterId>((v) => typeof v === 'string' && isCounterId(v)),
    receiptNumber: z.custom<string>((v) => typeof v === 'string' && isReceiptNumber(v)),
    seq: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
    /** The base32 part of the address, where it was scanned. */
    qr: z.string().max(2_000).optional(),
  })
  .refine(({ counterId, receiptNumber }) => receiptNumber.startsWith(`${counterId}/`));
export type StatusQuery = z.infer<typeof statusQuery>;

/** Alarms that rest on nobody's signature, per counter. */
const UNSIGNED_ALARMS = { allowed: 10, windowMs: 86_400_000 };

const answer = (status: ReceiptStatus['status']): ReceiptStatus => ({
  status,
  receipt: null,
  refund: null,
});

function receiptOf(row: EntryRow): ReceiptIssuedBody | null {
  const decoded = decodeEntry(row.text);
  if (!decoded.ok) return null;
  const entry = knownEntry(decoded.value);
  return entry.kind === 'receipt.issued' ? entry.body : null;
}

const publicReceipt = (of: CounterKey, seq: number, body: ReceiptIssuedBody): PublicReceipt => ({
  receiptNumber: body.receiptNumber,
  counterId: of.counterId,
  seq,
  issuedAt: body.issuedAt,
  serviceCode: body.serviceCode,
  tariffId: body.tariff.tariffId,
  tariffVersion: body.tariff.version,
  tariffHash: body.tariff.hash,
  tenderKind: body.tenderKind,
  totalPaise: body.totalPaise,
  lines: body.lines.map(({ code, quantity, ratePaise, amountPaise }) => ({
    code,
    ...(quantity === undefined ? {} : { quantity }),
    ...(ratePaise === undefined ? {} : { ratePaise }),
    amountPaise,
  })),
});

/** What two people have not agreed on yet may still be withdrawn: nothing is promised by it. */
function publicRefund(duty: RefundRow | null): PublicRefund | null {
  if (duty === null || (duty.state !== 'approved' && duty.state !== 'paid')) return null;
  const { state, amountPaise, sanctionNumber } = duty;
  return { state, amountPaise, sanctionNumber };
}

/** A QR that says what the question says, else nothing: it is then only somebody's word. */
function scannedQr(query: StatusQuery): ReceiptQr | null {
  const decoded = query.qr === undefined ? null : decodeReceiptQr(query.qr);
  if (decoded?.ok !== true) return null;
  const { receipt } = decoded.value;
  const agrees = receipt.receiptNumber === query.receiptNumber && receipt.seq === query.seq;
  return agrees ? decoded.value : null;
}

export class ReceiptDesk {
  readonly #context: ServerContext;
  readonly #trust: Trust;
  readonly #unsigned = new AttemptLimit(UNSIGNED_ALARMS);

  constructor(context: ServerContext, trust: Trust) {
    this.#context = context;
    this.#trust = trust;
  }

  async status(query: StatusQuery): Promise<Result<ReceiptStatus>> {
    const of = { officeId: officeOfCounter(query.counterId), counterId: query.counterId };
    return query.seq === undefined
      ? ok(await this.#byNumber(of, query.receiptNumber))
      : this.#byPlace(of, { ...query, seq: query.seq });
  }

  async #byNumber(of: CounterKey, receiptNumber: string): Promise<ReceiptStatus> {
    const { read } = this.#context.database;
    const place = await receiptByNumber(read, of, receiptNumber);
    const row = place === null ? null : await entryAt(read, of, place.seq);
    const body = row === null ? null : receiptOf(row);
    if (place === null || body === null) {
      return answer(
        (await hasLaterReceipt(read, of, receiptNumber)) ? 'not_found' : 'not_yet_received',
      );
    }
    const status = place.reversedSeq === null ? 'confirmed' : 'reversed';
    return this.#held(of, place.seq, { status, body });
  }

  async #held(
    of: CounterKey,
    seq: number,
    {
      status,
      body,
    }: { readonly status: 'confirmed' | 'reversed'; readonly body: ReceiptIssuedBody },
  ): Promise<ReceiptStatus> {
    const { read } = this.#context.database;
    const { officeId, counterId } = of;
    const refundId = refundIdOf({ officeId, counterId, seq });
    const duty = await refundById(read, { officeId, refundId });
    return { status, receipt: publicReceipt(of, seq, body), refund: publicRefund(duty) };
  }

  async #byPlace(
    of: CounterKey,
    query: StatusQuery & { readonly seq: number },
  ): Promise<Result<ReceiptStatus>> {
    const { read } = this.#context.database;
    const { seq, receiptNumber } = query;
    const head = await readHeadRow(read, of);
    if (head !== null && head.seq < seq) {
      await this.#rememberLost(query);
      return ok(answer('not_yet_received'));
    }
    const row = head === null ? null : await entryAt(read, of, seq);
    const body = row === null ? null : receiptOf(row);
    const scanned = scannedQr(query);
    const isSame = scanned === null || (body !== null && isIssued(scanned, body));
    if (body?.receiptNumber === receiptNumber && isSame) {
      const place = await receiptByNumber(read, of, receiptNumber);
      const isReversed = place !== null && place.reversedSeq !== null;
      const status = isReversed ? 'reversed' : 'confirmed';
      return ok(await this.#held(of, seq, { status, body }));
    }
    return this.#alarm(of, query, scanned);
  }

  /** LD1: of a counter that was lost, this may be all that HQ will ever have. */
  async #rememberLost({ counterId, qr }: StatusQuery): Promise<void> {
    if (qr === undefined) return;
    const remembered = await rememberByQr(this.#context, { trust: this.#trust, qr });
    if (remembered.ok && remembered.value === 'kept') {
      this.#context.log.info('receipt.known_by_qr', { counterId });
    }
  }

  /** Q10: one case for one claim, however often it is scanned. */
  async #alarm(
    of: CounterKey,
    query: StatusQuery & { readonly seq: number },
    scanned: ReceiptQr | null,
  ): Promise<Result<ReceiptStatus>> {
    const { crypto, database, log } = this.#context;
    const verified =
      scanned === null ? null : verifyReceiptQr({ scanned, trust: this.#trust, crypto });
    const isSigned = verified?.standing === 'valid' && verified.counterId === of.counterId;
    const now = this.#context.now();
    if (!isSigned) {
      if (this.#unsigned.check(of.counterId, now) !== null) return ok(answer('unknown_alarm'));
      this.#unsigned.failed(of.counterId, now);
    }
    const { seq, receiptNumber } = query;
    const details = {
      seq,
      receiptNumber,
      signed: isSigned ? 1 : 0,
      ...(isSigned && query.qr !== undefined ? { qr: query.qr } : {}),
    };
    const subject = `${seq}/${receiptNumber}/${isSigned ? 'signed' : 'unsigned'}`;
    const opened = await database.transact((writer) =>
      openCase(this.#context, writer, {
        ...of,
        kind: 'receipt_unknown',
        subject,
        openedAt: now,
        details,
      }),
    );
    if (!opened.ok) return opened;
    const { counterId } = of;
    if (opened.value) log.warn('receipt.unknown', { counterId, seq, signed: isSigned });
    return ok(answer('unknown_alarm'));
  }
}

/** The very bytes that the entry holds. */
function isIssued(scanned: ReceiptQr, body: ReceiptIssuedBody): boolean {
  return toBase64Url(scanned.bytes) === body.qr;
}
