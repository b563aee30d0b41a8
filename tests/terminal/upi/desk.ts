/** HQ's payment desk as a counter sees it: answers orders, and publishes what the test says. */
import { decodeEntry } from '#domain/journal/chain.ts';
import type { Paise } from '#domain/money.ts';
import { fail, ok } from '#domain/result.ts';
import type { FeedPayment } from '#protocol/feed.ts';
import { COUNTER, createOpenCounter, type TestCounter } from '#tests/testkit/counter.ts';

export const PAYEE = { address: 'office@bank', name: 'Transport Office Bengaluru' };

export interface Asked {
  readonly orderId: string;
  readonly amountPaise: number;
}

export interface Desk {
  readonly asked: Asked[];
  readonly closed: string[];
  /** What the next code says instead. */
  payee: string;
  readonly codes: { isSilent: boolean; hasNone: boolean; offPaise: number };
}

const rupees = (amountPaise: number): string =>
  `${Math.trunc(amountPaise / 100)}.${String(amountPaise % 100).padStart(2, '0')}`;

interface QuoteText {
  readonly quoteId: string;
  readonly totalPaise: number;
}

function quotesOf(body: string): QuoteText[] {
  const { quotes } = JSON.parse(body) as { quotes: { text: string }[] };
  return quotes.map(({ text }) => {
    const entry = decodeEntry(text);
    if (!entry.ok) throw new Error(entry.error.code);
    return entry.value.body as unknown as QuoteText;
  });
}

function answerLink(counter: TestCounter, body: string) {
  const quotes = quotesOf(body);
  return {
    orderId: `${quotes.at(-1)?.quoteId}-L1`,
    gatewayOrderId: null,
    state: 'awaiting',
    settledBy: null,
    amountPaise: quotes.reduce((sum, quote) => sum + quote.totalPaise, 0),
    expiresAt: counter.clock.now() + 86_400_000,
    link: null,
  };
}

function answerOrder(desk: Desk, counter: TestCounter, body: string) {
  const quotes = quotesOf(body);
  const amountPaise = quotes.reduce((sum, quote) => sum + quote.totalPaise, 0);
  const newest = quotes.at(-1)?.quoteId ?? '';
  const chargeId = quotes.length === 1 ? newest : `${newest}-S${quotes.length}`;
  const orderId = `${chargeId}-U1`;
  desk.asked.push({ orderId, amountPaise });
  const am = rupees(amountPaise + desk.codes.offPaise);
  const link = `upi://pay?pa=${desk.payee}&pn=X&tr=gw1&am=${am}&cu=INR`;
  return {
    orderId,
    gatewayOrderId: 'gw1',
    state: 'awaiting',
    settledBy: null,
    amountPaise,
    expiresAt: counter.clock.now() + 300_000,
    link: desk.codes.hasNone ? null : link,
  };
}

/** A counter with its shift open, on line, UPI set up. */
export async function openUpiCounter(
  options: {
    readonly isOn?: boolean;
    readonly links?: boolean;
    readonly counterId?: typeof COUNTER;
  } = {},
): Promise<{ readonly counter: TestCounter; readonly desk: Desk }> {
  const { isOn = true, links = true, ...rest } = options;
  const counter = await createOpenCounter(rest);
  const desk: Desk = {
    asked: [],
    closed: [],
    payee: PAYEE.address,
    codes: { isSilent: false, hasNone: false, offPaise: 0 },
  };
  counter.hq.onAsk = async ({ method, path, body }) => {
    if (desk.codes.isSilent) return fail('HQ_UNREACHABLE');
    if (path === '/v1/upi/links' && body !== undefined) {
      if (desk.codes.hasNone) return fail('NO_CONTACT');
      return ok(JSON.stringify(answerLink(counter, body)));
    }
    if (method === 'POST' && body !== undefined) {
      return ok(JSON.stringify(answerOrder(desk, counter, body)));
    }
    desk.closed.push(path);
    return fail('UPI_ORDER_UNKNOWN');
  };
  if (isOn) counter.hq.publish({ type: 'upi', payees: [PAYEE], ...(links ? { links } : {}) });
  counter.hq.isUp = true;
  await online(counter);
  return { counter, desk };
}

/** Lets answers arrive, and the feed be looked at. */
export async function online(counter: TestCounter, ms = 16_000): Promise<void> {
  for (let n = 0; n < 4; n += 1) {
    counter.pass(ms / 4);
    await settle();
  }
}

export async function settle(): Promise<void> {
  for (let n = 0; n < 30; n += 1) await Promise.resolve();
}

export const news = (
  of: Partial<FeedPayment> & Pick<FeedPayment, 'chargeId' | 'state'>,
): Omit<FeedPayment, 'cursor'> => ({
  type: 'payment',
  to: COUNTER,
  orderId: `${of.chargeId}-U1`,
  amountPaise: 35_000 as Paise,
  gatewayPaymentId: '5114920543001',
  bankReference: '612345678901',
  ...of,
});
