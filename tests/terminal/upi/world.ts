/**
 * A real counter, HQ's machine and a gateway that do anything in any order: what citizens are out of
 * pocket is what their receipts say, whatever is lost, late, doubled or interrupted.
 */
import type { VisitId } from '#domain/ids.ts';
import { decodeEntry } from '#domain/journal/chain.ts';
import { paise, type Paise } from '#domain/money.ts';
import { applyPayment, newCollection, openOrder } from '#domain/payments/machine.ts';
import { partOf } from '#domain/payments/parts.ts';
import { ordersToAsk } from '#domain/payments/polling.ts';
import type { Collection, Effect, PaymentEvent } from '#domain/payments/types.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { instant } from '#domain/time.ts';
import { upiSaying } from '#server/ingest/judge.ts';
import { newsOf } from '#server/payments/news.ts';
import { ModelGateway, refundIdOf } from '#tests/domain/payments/model-gateway.ts';
import { CITIZEN, COUNTER, LL_TWO, type TestCounter } from '#tests/testkit/counter.ts';
import { PAYEE, settle } from './desk.ts';

export type Step =
  | 'quote'
  | 'upi'
  | 'stop'
  | 'cash'
  | 'lapse'
  | 'aside'
  | 'scan'
  | 'bank'
  | 'fails'
  | 'auto'
  | 'expire'
  | 'hq_asks'
  | 'hq_reads'
  | 'hq_works'
  | 'line_down'
  | 'line_up'
  | 'wait'
  | 'restart';

interface Known {
  collection: Collection;
  readonly quoteIds: readonly string[];
}

const rupees = (amount: number): string =>
  `${Math.trunc(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;

export class World {
  counter: TestCounter;
  readonly gateway = new ModelGateway();
  readonly charges = new Map<string, Known>();
  readonly reached = new Set<string>();
  readonly #outbox: (Effect & { readonly chargeId: string })[] = [];
  #read = 0;
  #now = 0;

  constructor(counter: TestCounter) {
    this.counter = counter;
    this.#connect();
  }

  #connect(): void {
    this.counter.hq.onAsk = async ({ path, body }) =>
      body === undefined ? this.#close(path) : this.#order(body);
  }

  #at() {
    this.#now += 1;
    return instant(this.counter.clock.now() + this.#now);
  }

  #event(chargeId: string, event: PaymentEvent): Result<null> {
    const known = this.charges.get(chargeId);
    if (known === undefined) return fail('UPI_ORDER_UNKNOWN');
    const before = known.collection;
    const step = applyPayment(before, event);
    if (!step.ok) return step;
    const { next, effects } = step.value;
    known.collection = next;
    for (const effect of effects) this.#outbox.push({ ...effect, chargeId });
    const at = this.#at();
    for (const news of newsOf({ officeId: '', counterId: COUNTER, before, next, at })) {
      const { orderId, state, amountPaise, gatewayPaymentId, bankReference } = news;
      const about = { orderId, state, amountPaise, gatewayPaymentId, bankReference };
      this.counter.hq.publish({ type: 'payment', to: COUNTER, chargeId, ...about });
      this.reached.add(`news ${state}`);
    }
    return ok(null);
  }

  async #order(body: string): Promise<Result<string>> {
    const { quotes } = JSON.parse(body) as { quotes: { text: string }[] };
    const read = quotes.map(({ text }) => {
      const entry = decodeEntry(text);
      if (!entry.ok) throw new Error(entry.error.code);
      return entry.value.body as { quoteId: string; totalPaise: number };
    });
    const quoteIds = read.map(({ quoteId }) => quoteId);
    const newest = quoteIds.at(-1) ?? '';
    const chargeId = quoteIds.length === 1 ? newest : `${newest}-S${quoteIds.length}`;
    const due = paise(read.reduce((sum, quote) => sum + quote.totalPaise, 0));
    const known = this.charges.get(chargeId) ?? {
      collection: newCollection(chargeId, due),
      quoteIds,
    };
    this.charges.set(chargeId, known);
    if (known.collection.settledBy !== null) return fail('UPI_CHARGE_SETTLED', { by: 'x' });
    const open = openOrder(known.collection)?.orderId;
    const orderId = open ?? `${chargeId}-U${known.collection.orders.length + 1}`;
    const at = instant(this.counter.clock.now());
    const expiresAt = instant(at + 300_000);
    const asked = this.#event(chargeId, { kind: 'requested', orderId, at, expiresAt });
    if (!asked.ok) return asked;
    this.gateway.create(orderId, due);
    this.#event(chargeId, { kind: 'created', orderId });
    const link = `upi://pay?pa=${PAYEE.address}&tr=${orderId}&am=${rupees(due)}`;
    const order = { orderId, gatewayOrderId: null, state: 'awaiting', settledBy: null };
    return ok(JSON.stringify({ ...order, amountPaise: due, expiresAt, link }));
  }

  async #close(path: string): Promise<Result<string>> {
    const [, orderId = '', why] = /orders\/([^/]+)\/(\w+)$/.exec(path) ?? [];
    const kind = why === 'cash_taken' ? 'cash_taken' : 'given_up';
    this.#event(orderId.replace(/-U\d+$/, ''), { kind, at: this.#at() });
    return fail('UPI_ORDER_UNKNOWN');
  }

  /** HQ reads what has come of the journal since. */
  #readJournal(): void {
    const entries = this.counter.store.read.entries(this.#read + 1, 1_000);
    for (const stored of entries) {
      this.#read = stored.seq;
      const entry = decodeEntry(stored.text);
      const saying = entry.ok ? upiSaying(entry.value) : null;
      if (saying === null || !('quoteIds' in saying)) continue;
      for (const [chargeId, { quoteIds }] of this.charges) {
        if (quoteIds.some((quoteId) => saying.quoteIds.includes(quoteId))) {
          this.#event(chargeId, { kind: saying.kind, at: this.#at() });
        }
      }
    }
  }

  #work(): void {
    const effect = this.#outbox.shift();
    if (effect?.kind === 'terminate_order') this.gateway.end(effect.orderId, 'terminated');
    if (effect?.kind !== 'refund') return;
    const { chargeId, orderId, attempt, part } = effect;
    const evidence = this.gateway.evidence(orderId, this.#at());
    if (evidence !== null) this.#event(chargeId, { kind: 'observed', evidence });
    const duty = this.charges
      .get(chargeId)
      ?.collection.duties.find(
        (it) =>
          it.orderId === orderId &&
          it.attempt === attempt &&
          partOf(it) === part &&
          (it.state === 'owed' || it.state === 'sent'),
      );
    if (duty === undefined) return;
    const { gatewayPaymentId, amountPaise } = duty;
    this.#event(chargeId, { kind: 'refund_sent', gatewayPaymentId, part });
    const refundId = refundIdOf({ orderId, part, attempt });
    this.gateway.refund(orderId, { refundId, amountPaise, works: attempt > 1 });
  }

  #ask(isLate = false): void {
    for (const [chargeId, { collection }] of this.charges) {
      const now = instant(this.counter.clock.now());
      for (const orderId of isLate
        ? ordersToAsk(collection, now)
        : [collection.orders.at(-1)?.orderId ?? '']) {
        const evidence = this.gateway.evidence(orderId, this.#at());
        if (evidence !== null) this.#event(chargeId, { kind: 'observed', evidence });
      }
    }
  }

  async #do(name: string, input: object): Promise<void> {
    const answer = await this.counter.answer(name, input);
    this.reached.add(`${name} ${answer.ok ? 'ok' : answer.error.code}`);
    await settle();
  }

  readonly #visitId = (): VisitId | null =>
    this.counter.terminal.clerkSnapshot().visit?.visitId ?? null;

  /** Only a code that is on the display can be scanned. */
  #scan(): void {
    const link = this.counter.terminal.citizenSnapshot().upi?.link;
    const orderId = /tr=([^&]+)/.exec(link ?? '')?.[1];
    const order = orderId === undefined ? undefined : this.gateway.orders.get(orderId);
    if (order !== undefined) this.gateway.scan(order.id, order.amountPaise);
  }

  #bank(works: boolean): void {
    for (const { id, payments } of this.gateway.orders.values()) {
      const index = payments.findIndex(({ status }) => status !== 'success');
      if (index !== -1) this.gateway.settle(id, { index, works });
    }
  }

  async step(step: Step): Promise<void> {
    const visitId = this.#visitId();
    switch (step) {
      case 'quote':
        return this.#do('quote', { ...LL_TWO, citizen: CITIZEN });
      case 'upi':
        return visitId === null ? undefined : this.#do('payByUpi', { visitId });
      case 'stop':
        return visitId === null ? undefined : this.#do('stopUpi', { visitId });
      case 'cash':
        return visitId === null ? undefined : this.#cash(visitId);
      case 'lapse': {
        const quoteId = this.counter.terminal.clerkSnapshot().visit?.quotes.at(-1)?.quoteId;
        return quoteId === undefined
          ? undefined
          : this.#do('lapse', { quoteId, reason: 'enquiry' });
      }
      case 'aside':
        return visitId === null ? undefined : this.#do('setUpiAside', { visitId });
      case 'scan':
        return this.#scan();
      case 'bank':
      case 'fails':
        return this.#bank(step === 'bank');
      case 'auto':
      case 'expire':
        for (const id of this.gateway.orders.keys()) {
          if (step === 'auto') this.gateway.autoRefund(id, 1);
          else this.gateway.end(id, 'expired');
        }
        return undefined;
      case 'hq_asks':
        return this.#ask();
      case 'hq_reads':
        return this.#readJournal();
      case 'hq_works':
        return this.#work();
      case 'line_down':
      case 'line_up':
        this.counter.hq.isUp = step === 'line_up';
        return undefined;
      case 'wait':
        this.counter.pass(4_000);
        return settle();
      case 'restart':
        this.counter = await this.counter.restart();
        this.#connect();
        await this.#do('unlock', { pin: '4711' });
        return undefined;
    }
  }

  async #cash(visitId: VisitId): Promise<void> {
    const due = this.counter.terminal.clerkSnapshot().visit?.totalPaise ?? 0;
    await this.#do('takeCash', { visitId, givenPaise: due });
  }

  /** Everything under way arrives: the line is up, the gateway answers, HQ reads and pays back. */
  async calm(): Promise<void> {
    this.counter.hq.isUp = true;
    for (let round = 0; round < 14; round += 1) {
      this.#readJournal();
      for (let n = 0; n < 12; n += 1) this.#work();
      for (const id of this.gateway.orders.keys()) this.gateway.autoRefund(id, 1);
      this.#ask(true);
      for (let n = 0; n < 3; n += 1) {
        this.counter.pass(20_000);
        await settle();
      }
    }
  }

  receiptsPaise(): Paise {
    const totals = this.counter
      .bodies('receipt.issued')
      .map(({ totalPaise }) => Number(totalPaise));
    return paise(totals.reduce((sum, total) => sum + total, 0));
  }

  cashPaise(): Paise {
    const totals = this.counter.bodies('cash.tendered').map(({ totalPaise }) => Number(totalPaise));
    return paise(totals.reduce((sum, total) => sum + total, 0));
  }
}
