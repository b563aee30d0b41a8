/**
 * What the server does about UPI: makes an order for a signed quote, shows its code only after
 * checking it, asks the gateway on a schedule and on every hint, ends orders, sends refunds.
 */
import type { Collection, UpiOrder } from '#domain/payments/types.ts';
import { openOrder } from '#domain/payments/machine.ts';
import { isGivenBack, partOf } from '#domain/payments/parts.ts';
import { EXPIRY_GRACE_MS, ordersToAsk } from '#domain/payments/polling.ts';
import { checkUpiLink } from '#domain/payments/upi-link.ts';
import { paise } from '#domain/money.ts';
import { assert, fail, ok, type Result } from '#domain/result.ts';
import { instant, type Instant } from '#domain/time.ts';
import type { UpiPayee } from '#protocol/feed.ts';
import type { ServerContext } from '#server/context.ts';
import { afterCopied } from '#server/office-chain/gate.ts';
import { sendDue, type SendEffect } from '#server/outbox/worker.ts';
import type { CounterRecord } from '#server/store/fleet.ts';
import type { TakenEffect } from '#server/store/outbox.ts';
import {
  counterOfCharge,
  orderRow,
  readCollection,
  receiptsOfCharge,
  takePolls,
  writeLink,
  type ChargeKey,
} from '#server/store/payments.ts';
import { refundById } from '#server/store/refunds.ts';
import { isLinkId, type Gateway } from './gateway.ts';
import { PaymentLedger, refundIdOf } from './ledger.ts';
import { pullBooks } from './books.ts';
import { tellNews } from './news.ts';
import { readSignedQuotes, type QuoteText, type SignedQuote } from './quote.ts';
import { tellSetup } from './tell-setup.ts';

/** A code lives so long at most; never longer than its quote. The gateway wants a few minutes. */
const ORDER_LIFE_MS = 15 * 60_000;
const POLL_HOLD_MS = 60_000;
const POLL_BATCH = 48;
const POLLS_AT_ONCE = 8;

export interface UpiStatus {
  readonly orderId: string;
  readonly gatewayOrderId: string | null;
  readonly state: string;
  readonly settledBy: string | null;
  readonly amountPaise: number;
  readonly expiresAt: number;
  /** The checked text of the code; null while there is none to show. */
  readonly link: string | null;
}

/** What a citizen's slip has come to, for any counter of the office. */
export interface UpiSlip {
  readonly chargeId: string;
  readonly counterId: string;
  readonly amountPaise: number;
  readonly state: 'paid' | 'waiting' | 'not_paid' | 'refunded' | 'cash';
  readonly receiptNumbers: readonly string[];
}

function slipState(of: Collection): UpiSlip['state'] {
  const { settledBy, successes } = of;
  if (isGivenBack(of)) return 'refunded';
  if (settledBy?.by === 'upi') return 'paid';
  if (settledBy?.by === 'cash') return 'cash';
  if (successes.length > 0) return 'refunded';
  return openOrder(of) === null ? 'not_paid' : 'waiting';
}

/** A code is shown only while paying it settles the charge. */
const isPayable = (of: Collection, order: UpiOrder, now: Instant): boolean =>
  order.state === 'awaiting' && of.settledBy === null && now < order.expiresAt;

interface DeskOptions {
  readonly context: ServerContext;
  readonly gateway: Gateway;
  readonly payees: readonly UpiPayee[];
  /** Whether payment links are sent too. */
  readonly links: boolean;
}

const SAYINGS = ['cash_taken', 'lapsed'] as const;

export class PaymentDesk {
  readonly #context: ServerContext;
  readonly #gateway: Gateway;
  readonly #payees: readonly UpiPayee[];
  readonly #links: boolean;
  readonly #ledger: PaymentLedger;

  constructor(of: DeskOptions) {
    this.#context = of.context;
    this.#gateway = of.gateway;
    this.#payees = of.payees;
    this.#links = of.links;
    this.#ledger = new PaymentLedger(of.context);
  }

  /** Repeated while its order is open it answers the same order. */
  async request(
    counter: CounterRecord,
    of: { readonly quotes: readonly QuoteText[] },
  ): Promise<Result<UpiStatus>> {
    const quote = readSignedQuotes(this.#context, counter, of.quotes);
    if (!quote.ok) return quote;
    const key = { officeId: counter.officeId, chargeId: quote.value.chargeId };
    const known = await readCollection(this.#context.database.read, key);
    // Also where its order is still open at the gateway: no code is shown for it any more.
    if (known !== null && known.settledBy !== null) {
      return fail('UPI_CHARGE_SETTLED', { by: known.settledBy.by });
    }
    const open = known === null ? null : openOrder(known);
    // U3: a link that is still open is ended first, by `given_up` or its own end.
    if (open !== null && isLinkId(open.orderId)) return fail('UPI_ORDER_OPEN');
    const orderId = open?.orderId ?? `${key.chargeId}-U${(known?.orders.length ?? 0) + 1}`;
    const at = this.#context.now();
    const expiresAt = instant(Math.min(quote.value.validUntil, at + ORDER_LIFE_MS));
    const { quoteIds, amountPaise } = quote.value;
    const charge = { ...key, counterId: counter.counterId, quoteIds, amountPaise };
    const begun = await this.#ledger.begin(charge, { kind: 'requested', orderId, at, expiresAt });
    if (!begun.ok) return begun;
    const prepared = await this.#prepare({ ...key, orderId, quote: quote.value });
    return prepared.ok ? this.status(counter, orderId) : prepared;
  }

  /** Makes the order at the gateway and its code, unless that was done. */
  async #prepare(
    of: ChargeKey & { readonly orderId: string; readonly quote: SignedQuote },
  ): Promise<Result<null>> {
    const { officeId, orderId, quote } = of;
    const { read } = this.#context.database;
    const [row, collection] = [await orderRow(read, orderId), await readCollection(read, of)];
    const order = collection?.orders.find((it) => it.orderId === orderId);
    if (order === undefined || (row?.link ?? null) !== null) return ok(null);
    const made = await this.#gateway.createOrder({
      orderId,
      amountPaise: quote.amountPaise,
      expiresAt: order.expiresAt,
      customerId: officeId.replaceAll('-', ''),
    });
    if (!made.ok) {
      const isNo = made.error.code === 'GATEWAY_REFUSED';
      if (isNo) await this.#ledger.apply(of, { kind: 'refused', orderId });
      return made;
    }
    const { gatewayOrderId, sessionId } = made.value;
    const link = await this.#gateway.upiLink({ orderId, sessionId });
    if (!link.ok) return link;
    const { amountPaise } = quote;
    const references = [orderId, gatewayOrderId];
    const payees = this.#payees.map(({ address }) => address);
    const checked = checkUpiLink(link.value, { payees, amountPaise, references });
    if (!checked.ok) {
      this.#context.log.warn('upi.code_differs', { orderId, ...checked.error.details });
      return checked;
    }
    const kept = await this.#context.database.transact((writer) =>
      writeLink(writer, { orderId, gatewayOrderId, link: link.value }),
    );
    if (!kept.ok) return kept;
    const created = await this.#ledger.apply(of, { kind: 'created', orderId });
    return created.ok ? ok(null) : created;
  }

  /** UPI_ORDER_UNKNOWN also for the order of another counter. */
  async status(counter: CounterRecord, orderId: string): Promise<Result<UpiStatus>> {
    const { read } = this.#context.database;
    const row = await orderRow(read, orderId);
    if (row?.counterId !== counter.counterId) return fail('UPI_ORDER_UNKNOWN');
    const collection = await readCollection(read, row);
    const order = collection?.orders.find((it) => it.orderId === orderId);
    if (collection === null || order === undefined) return fail('UPI_ORDER_UNKNOWN');
    return ok({
      orderId,
      gatewayOrderId: row.gatewayOrderId,
      state: order.state,
      settledBy: collection.settledBy?.by ?? null,
      amountPaise: collection.amountPaise,
      expiresAt: order.expiresAt,
      link: isPayable(collection, order, this.#context.now()) ? row.link : null,
    });
  }

  /** UPI_ORDER_UNKNOWN also for a charge of another office. */
  async slip(counter: CounterRecord, chargeId: string): Promise<Result<UpiSlip>> {
    const { read } = this.#context.database;
    const key = { officeId: counter.officeId, chargeId };
    const collection = await readCollection(read, key);
    const counterId = await counterOfCharge(read, key);
    if (collection === null || counterId === null) return fail('UPI_ORDER_UNKNOWN');
    const receiptNumbers = await receiptsOfCharge(read, key);
    const { amountPaise } = collection;
    return ok({ chargeId, counterId, amountPaise, state: slipState(collection), receiptNumbers });
  }

  /** The counter took cash, or the citizen left: what still comes by UPI goes back. */
  async close(
    counter: CounterRecord,
    of: { readonly orderId: string; readonly why: 'cash_taken' | 'given_up' },
  ): Promise<Result<UpiStatus>> {
    const row = await orderRow(this.#context.database.read, of.orderId);
    if (row?.counterId !== counter.counterId) return fail('UPI_ORDER_UNKNOWN');
    const closed = await this.#ledger.apply(row, { kind: of.why, at: this.#context.now() });
    return closed.ok ? this.status(counter, of.orderId) : closed;
  }

  /** U6: asks the gateway about one order and takes what it answers. */
  async ask(orderId: string): Promise<Result<Collection>> {
    const row = await orderRow(this.#context.database.read, orderId);
    if (row === null) return fail('UPI_ORDER_UNKNOWN');
    const askedAt = this.#context.now();
    const evidence = await this.#gateway.evidence(orderId, askedAt);
    if (evidence.ok) {
      return this.#ledger.apply(row, { kind: 'observed', evidence: evidence.value });
    }
    if (evidence.error.code !== 'UPI_ORDER_UNKNOWN') return evidence;
    return this.#neverMade(row, { orderId, at: askedAt });
  }

  /** The gateway has no such order and its time is over: nobody can ever have paid it. */
  async #neverMade(
    of: ChargeKey,
    order: { readonly orderId: string; readonly at: Instant },
  ): Promise<Result<Collection>> {
    const collection = await readCollection(this.#context.database.read, of);
    const expiresAt = collection?.orders.find((it) => it.orderId === order.orderId)?.expiresAt;
    const isOver = expiresAt !== undefined && order.at >= expiresAt + EXPIRY_GRACE_MS;
    if (!isOver) return fail('UPI_ORDER_UNKNOWN');
    return this.#ledger.apply(of, { kind: 'refused', orderId: order.orderId });
  }

  async #pollCharge(of: ChargeKey): Promise<void> {
    const collection = await readCollection(this.#context.database.read, of);
    if (collection === null) return;
    for (const orderId of ordersToAsk(collection, this.#context.now())) {
      const asked = await this.ask(orderId);
      if (!asked.ok)
        this.#context.log.warn('upi.not_answered', { orderId, code: asked.error.code });
    }
    await this.#ledger.apply(of, { kind: 'time_passed', at: this.#context.now() });
  }

  /** One round over what is due: questions, then effects. Answers how much was done. */
  async round(): Promise<number> {
    const now = this.#context.now();
    const due = await this.#context.database.transact((writer) =>
      takePolls(writer, { now, holdMs: POLL_HOLD_MS, limit: POLL_BATCH }),
    );
    const charges = due.ok ? due.value : [];
    for (let at = 0; at < charges.length; at += POLLS_AT_ONCE) {
      await Promise.all(charges.slice(at, at + POLLS_AT_ONCE).map((of) => this.#pollCharge(of)));
    }
    const told = await this.tell();
    return charges.length + told + (await sendDue(this.#context, this.#send));
  }

  /** What counters wait for: never behind the gateway. */
  tell(): Promise<number> {
    return sendDue(this.#context, (effect) => tellNews(this.#context, effect), 'news');
  }

  /** Answers how many movements of the gateway's books were read. */
  pullBooks(): Promise<Result<number>> {
    return pullBooks(this.#context, this.#gateway);
  }

  /** Also offices that are new since. */
  tellSetup(): Promise<number> {
    return tellSetup(this.#context, { payees: this.#payees, links: this.#links });
  }

  readonly #send: SendEffect = async (effect) => {
    if (effect.kind === 'upi.fact') return this.#takeFact(effect);
    if (effect.kind === 'upi.sanction') return this.#takeSanction(effect);
    const orderId = String(effect.body['orderId']);
    if (effect.kind === 'upi.terminate') {
      const done = await this.#gateway.terminate(orderId);
      // An order that is paid or over cannot be ended: the question after it says which.
      return done.ok || done.error.code !== 'GATEWAY_UNAVAILABLE' ? this.#settled(orderId) : done;
    }
    return this.#refund(effect, orderId);
  };

  /** U22: what the counter's journal says. */
  async #takeFact({ body }: TakenEffect): Promise<Result<Collection>> {
    const key = { officeId: String(body['officeId']), chargeId: String(body['chargeId']) };
    const at = this.#context.now();
    if (body['says'] === 'reversed') {
      const receiptNumber = String(body['receiptNumber']);
      const amountPaise = paise(Number(body['amountPaise']));
      return this.#ledger.apply(key, { kind: 'reversed', at, receiptNumber, amountPaise });
    }
    const kind = SAYINGS.find((each) => each === body['says']);
    assert(kind !== undefined, `a journal does not say ${body['says']}`);
    return this.#ledger.apply(key, { kind, at });
  }

  /** U25: approved by two people, and already in the second place when money moves. */
  async #takeSanction({ body }: TakenEffect): Promise<Result<Collection | null>> {
    const officeId = String(body['officeId']);
    const refundId = String(body['refundId']);
    const refund = await refundById(this.#context.database.read, { officeId, refundId });
    if (refund?.state !== 'approved') return ok(null);
    const { receiptNumber, amountPaise, chargedPaise: receiptPaise } = refund;
    const key = { officeId, chargeId: String(body['chargeId']) };
    const about = { sanctionId: refundId, receiptNumber, receiptPaise, amountPaise };
    return this.#ledger.apply(key, { kind: 'sanctioned', at: this.#context.now(), ...about });
  }

  async #settled(orderId: string): Promise<Result<null>> {
    const asked = await this.ask(orderId);
    return asked.ok || asked.error.code === 'UPI_ORDER_UNKNOWN' ? ok(null) : asked;
  }

  /** P6: asks whether it went back by itself, says that it is sent, then sends. */
  async #refund(effect: TakenEffect, orderId: string): Promise<Result<null>> {
    const attempt = Number(effect.body['attempt']);
    const part = Number(effect.body['part']);
    const asked = await this.ask(orderId);
    if (!asked.ok) return asked;
    const duty = asked.value.duties.find(
      (it) =>
        it.orderId === orderId &&
        it.attempt === attempt &&
        partOf(it) === part &&
        (it.state === 'owed' || it.state === 'sent'),
    );
    if (duty === undefined) return ok(null);
    const { gatewayPaymentId, amountPaise } = duty;
    const charge = {
      officeId: String(effect.body['officeId']),
      chargeId: String(effect.body['chargeId']),
    };
    const marked = await this.#ledger.apply(charge, {
      kind: 'refund_sent',
      gatewayPaymentId,
      part,
    });
    if (!marked.ok) return marked;
    // OC9: the duty is in the second place before its money moves.
    return afterCopied(this.#context, charge.officeId, () =>
      this.#gateway.refund({
        orderId,
        gatewayPaymentId,
        refundId: refundIdOf({ orderId, part, attempt }),
        amountPaise,
      }),
    );
  }
}
