/**
 * Payment links: made for signed quotes whose citizen gave a number, told by SMS with the address of
 * our own page, which shows the official lines before the gateway's takes over. A link is an order of
 * the charge like any other (U1 to U22). docs/spec/payment-links.md.
 */
import { randomBytes } from 'node:crypto';

import { z } from 'zod';

import type { PublicLink, PublicLinkCharge } from '#server/api/public-contract.ts';
import { decodeEntry } from '#domain/journal/chain.ts';
import type { Language } from '#domain/language.ts';
import { sum } from '#domain/money.ts';
import { openOrder } from '#domain/payments/machine.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { instant, IST_OFFSET_MS } from '#domain/time.ts';
import { toBase32 } from '#protocol/encoding.ts';
import type { ServerContext } from '#server/context.ts';
import { contactOf } from '#server/messages/contact.ts';
import { chargeInWords, inRupees, quoteBody, type ToldCharge } from '#server/messages/charge.ts';
import type { Writer } from '#server/store/database.ts';
import type { CounterRecord } from '#server/store/fleet.ts';
import { keepMessage } from '#server/store/messages.ts';
import {
  keepLink,
  linkByToken,
  linkOfOrder,
  setLinkUrl,
  takeReminders,
  type LinkRow,
} from '#server/store/payment-links.ts';
import { readCollection, receiptsOfCharge, type ChargeKey } from '#server/store/payments.ts';
import { allTariffs } from '#server/store/tariffs.ts';
import { isLinkId, type Gateway } from './gateway.ts';
import { PaymentLedger } from './ledger.ts';
import { linkState } from './link-state.ts';
import { readSignedQuotes, type QuoteText, type SignedQuote } from './quote.ts';

/** PL1: a link lives a day, and never past the tariff that priced it. */
const LIFE_MS = 24 * 3_600_000;
/** A link that ends sooner is no help to anybody. */
const LEAST_LIFE_MS = 15 * 60_000;
const REMINDERS_AT_ONCE = 50;

const linkBody = quoteBody.extend({
  tariff: z.looseObject({ tariffId: z.string(), version: z.number().int(), hash: z.string() }),
  lines: z.array(z.looseObject({ code: z.string(), amountPaise: z.number().int() })),
  quotedAt: z.number().int(),
});
type LinkBody = z.infer<typeof linkBody>;

export interface LinkStatus {
  readonly orderId: string;
  readonly gatewayOrderId: null;
  readonly state: string;
  readonly settledBy: string | null;
  readonly amountPaise: number;
  readonly expiresAt: number;
  readonly link: null;
}

interface LinkOptions {
  readonly context: ServerContext;
  readonly gateway: Gateway;
  /** What citizens reach our page by. */
  readonly origin: () => string;
  /** PL6. */
  readonly smsBy: 'own' | 'gateway';
}

/** `24-11-2026 11:30`, as clocks in India show it. */
export const untilText = (at: number): string => {
  const [date = '', time = ''] = new Date(at + IST_OFFSET_MS).toISOString().split('T');
  return `${date.split('-').toReversed().join('-')} ${time.slice(0, 5)}`;
};

function bodiesOf(quotes: readonly QuoteText[]): readonly LinkBody[] {
  return quotes.flatMap(({ text }) => {
    const entry = decodeEntry(text);
    const body = entry.ok ? linkBody.safeParse(entry.value.body) : null;
    return body?.success === true ? [body.data] : [];
  });
}

interface KeptQuote {
  readonly language: Language;
  readonly charges: readonly PublicLinkCharge[];
}
const quoteOf = (link: LinkRow): KeptQuote => JSON.parse(link.quote) as KeptQuote;

const shown = (body: LinkBody): PublicLinkCharge => ({
  serviceCode: body.serviceCode,
  tariffId: body.tariff.tariffId,
  tariffVersion: body.tariff.version,
  tariffHash: body.tariff.hash,
  quotedAt: instant(body.quotedAt),
  totalPaise: body.totalPaise,
  lines: body.lines as unknown as PublicLinkCharge['lines'],
});

export class LinkDesk {
  readonly #options: LinkOptions;
  readonly #ledger: PaymentLedger;

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#ledger = new PaymentLedger(options.context);
  }

  /** The earliest end of the tariffs that priced it, where one is known; it may have passed since. */
  async #endOfTariffs(bodies: readonly LinkBody[]): Promise<number> {
    const tariffs = await allTariffs(this.#options.context.database.read);
    const ends = bodies.flatMap(({ tariff, quotedAt }) =>
      tariffs
        .filter(({ tariffId }) => tariffId === tariff.tariffId)
        .flatMap(({ version, validFrom, validTo }) =>
          version === tariff.version ? [validTo] : [validFrom > quotedAt ? validFrom : null],
        ),
    );
    return Math.min(...ends.filter((end) => end !== null), Number.MAX_SAFE_INTEGER);
  }

  /** Repeated while it is open it answers the same link. NO_CONTACT, UPI_ORDER_OPEN, UPI_*. */
  async request(
    counter: CounterRecord,
    of: { readonly quotes: readonly QuoteText[] },
  ): Promise<Result<LinkStatus>> {
    const { context } = this.#options;
    const quote = readSignedQuotes(context, counter, of.quotes, LIFE_MS);
    if (!quote.ok) return quote;
    const bodies = bodiesOf(of.quotes);
    const [first] = bodies;
    if (first === undefined || bodies.length !== of.quotes.length) {
      return fail('UPI_QUOTE_REFUSED', { problem: 'unreadable' });
    }
    if (first.phone === 'none' || first.contact === 'refused') return fail('NO_CONTACT');
    const key = { officeId: counter.officeId, chargeId: quote.value.chargeId };
    const known = await readCollection(context.database.read, key);
    if (known !== null && known.settledBy !== null) {
      return fail('UPI_CHARGE_SETTLED', { by: known.settledBy.by });
    }
    const open = known === null ? null : openOrder(known);
    if (open !== null && !isLinkId(open.orderId)) return fail('UPI_ORDER_OPEN');
    const orderId = open?.orderId ?? `${key.chargeId}-L${(known?.orders.length ?? 0) + 1}`;
    const begun = await this.#begin(counter, { orderId, quote: quote.value, bodies });
    if (!begun.ok) return begun;
    const made = await this.#make({ ...key, orderId });
    return made.ok ? this.#status(key, orderId) : made;
  }

  async #begin(
    counter: CounterRecord,
    of: { readonly orderId: string; quote: SignedQuote; bodies: readonly LinkBody[] },
  ): Promise<Result<null>> {
    const { context } = this.#options;
    const { officeId, counterId } = counter;
    const { orderId, quote, bodies } = of;
    if ((await linkOfOrder(context.database.read, orderId)) !== null) return ok(null);
    const at = context.now();
    const end = await this.#endOfTariffs(bodies);
    const expiresAt = instant(Math.min(at + LIFE_MS, end));
    if (expiresAt < at + LEAST_LIFE_MS) return fail('UPI_QUOTE_REFUSED', { problem: 'over' });
    const { chargeId, quoteIds, amountPaise } = quote;
    const charge = { officeId, chargeId, counterId, quoteIds, amountPaise };
    const begun = await this.#ledger.begin(charge, { kind: 'requested', orderId, at, expiresAt });
    if (!begun.ok) return begun;
    const kept = await context.database.transact((writer) =>
      keepLink(writer, {
        officeId,
        counterId,
        chargeId,
        orderId,
        token: toBase32(randomBytes(16)),
        ref: bodies[0]?.citizen.ref ?? '',
        quote: JSON.stringify({
          language: bodies[0]?.language ?? 'hi',
          charges: bodies.map(shown),
        } satisfies KeptQuote),
        expiresAt,
        createdAt: at,
        remindAt: Math.trunc((at + expiresAt) / 2),
      }),
    );
    return kept.ok ? ok(null) : kept;
  }

  #pageOf = (link: LinkRow): string => `${this.#options.origin()}/R/L/${link.token}`;

  /** The first service by name; how many more there are, in a number. */
  async #told(of: LinkRow, language: Language): Promise<ToldCharge | null> {
    const { charges } = quoteOf(of);
    const [first] = charges;
    if (first === undefined) return null;
    const totalPaise = sum(charges.map((it) => it.totalPaise));
    const { officeId } = of;
    const { serviceCode } = first;
    const { read } = this.#options.context.database;
    const told = await chargeInWords(read, { officeId, serviceCode, totalPaise, language });
    if (told === null || charges.length === 1) return told;
    const more = ` +${charges.length - 1}`;
    return { ...told, service: { en: told.service.en + more, hi: told.service.hi + more } };
  }

  /** Ten digits where the gateway is to write to the citizen itself; null: HQ does. */
  async #numberForGateway(link: LinkRow): Promise<string | null> {
    const { context, smsBy } = this.#options;
    const contact = smsBy === 'own' ? null : await contactOf(context.database.read, link);
    return contact?.ok === true ? contact.value.number.slice(-10) : null;
  }

  async #make(of: ChargeKey & { readonly orderId: string }): Promise<Result<null>> {
    const { context, gateway } = this.#options;
    const link = await linkOfOrder(context.database.read, of.orderId);
    const told = link === null ? null : await this.#told(link, 'en');
    if (link === null || told === null) return fail('LINK_UNKNOWN');
    if (link.url !== null) return ok(null);
    const notifyMobile = await this.#numberForGateway(link);
    const made = await gateway.createLink({
      orderId: link.orderId,
      amountPaise: told.totalPaise,
      expiresAt: instant(link.expiresAt),
      purpose: `${told.service.en}, ${told.office.en}`,
      returnUrl: this.#pageOf(link),
      notifyMobile,
    });
    if (!made.ok) {
      const isNo = made.error.code === 'GATEWAY_REFUSED';
      if (isNo) await this.#ledger.apply(of, { kind: 'refused', orderId: of.orderId });
      return made;
    }
    const kept = await context.database.transact(async (writer) => {
      await setLinkUrl(writer, { orderId: link.orderId, url: made.value });
      if (notifyMobile === null) await this.#tell(writer, link, 'link');
    });
    if (!kept.ok) return kept;
    const created = await this.#ledger.apply(of, { kind: 'created', orderId: of.orderId });
    return created.ok ? ok(null) : created;
  }

  async #tell(writer: Writer, link: LinkRow, template: 'link' | 'link_reminder'): Promise<void> {
    const { language } = quoteOf(link);
    const told = await this.#told(link, language);
    if (told === null) return;
    const { officeId, counterId, ref, orderId, expiresAt } = link;
    const fee = [inRupees(told.totalPaise), told.service[language]];
    const place = template === 'link' ? [told.office[language]] : [];
    const fill = [...fee, ...place, untilText(expiresAt), this.#pageOf(link)];
    const at = this.#options.context.now();
    const about = { officeId, counterId, ref, template, subject: orderId };
    await keepMessage(writer, { ...about, fill, at });
  }

  async #status(key: ChargeKey, orderId: string): Promise<Result<LinkStatus>> {
    const collection = await readCollection(this.#options.context.database.read, key);
    const order = collection?.orders.find((it) => it.orderId === orderId);
    if (collection === null || order === undefined) return fail('UPI_ORDER_UNKNOWN');
    return ok({
      orderId,
      gatewayOrderId: null,
      state: order.state,
      settledBy: collection.settledBy?.by ?? null,
      amountPaise: collection.amountPaise,
      expiresAt: order.expiresAt,
      link: null,
    });
  }

  /** What our page shows. LINK_UNKNOWN for a token that is none. */
  async page(token: string): Promise<Result<PublicLink & { readonly orderId: string }>> {
    const { context } = this.#options;
    const link = await linkByToken(context.database.read, token);
    const collection = link === null ? null : await readCollection(context.database.read, link);
    if (link === null || collection === null) return fail('LINK_UNKNOWN');
    const state = linkState(collection, link.orderId, context.now());
    return ok({
      orderId: link.orderId,
      state,
      officeId: link.officeId,
      charges: quoteOf(link).charges,
      totalPaise: collection.amountPaise,
      expiresAt: instant(link.expiresAt),
      payAt: state === 'open' ? link.url : null,
      receiptNumbers: await receiptsOfCharge(context.database.read, link),
    });
  }

  /** Half way to its end, where it is still open: once. Answers how many were reminded. */
  async remind(): Promise<number> {
    const { database, now } = this.#options.context;
    const reminded = await database.transact(async (writer) => {
      const due = await takeReminders(writer, { now: now(), limit: REMINDERS_AT_ONCE });
      let count = 0;
      for (const link of due) {
        const collection = await readCollection(writer, link);
        const isOpen = collection !== null && linkState(collection, link.orderId, now()) === 'open';
        if (isOpen) await this.#tell(writer, link, 'link_reminder');
        if (isOpen) count += 1;
      }
      return count;
    });
    return reminded.ok ? reminded.value : 0;
  }
}
