/**
 * What a citizen who went with a slip is told: that their payment goes back, or that their bank paid
 * nothing. Where it pays the charge they get the receipt's message. docs/spec/messages.md, M5.
 */
import { z } from 'zod';

import { newestQuoteOf } from '#domain/payments/charge-id.ts';
import { isPaise, type Paise } from '#domain/money.ts';
import type { Writer } from '#server/store/database.ts';
import { placeOfQuote } from '#server/store/citizen-calls.ts';
import type { CounterKey } from '#server/store/entries.ts';
import { keepMessage } from '#server/store/messages.ts';
import { chargeAt, inRupees, type ToldCharge } from './charge.ts';

interface Planning extends CounterKey {
  readonly writer: Writer;
  readonly now: number;
}

const chargeId = z.string().max(48);
const lateBody = z.looseObject({
  chargeId,
  gatewayPaymentId: z.string().max(64),
  amountPaise: z.custom<Paise>((value) => isPaise(value) && value >= 0),
});
const endedBody = z.looseObject({ chargeId, wasAside: z.literal(true) });

interface Told {
  readonly ref: string;
  readonly charge: ToldCharge;
}

async function toldOf(of: Planning, charge: string): Promise<Told | null> {
  const { writer, officeId, counterId } = of;
  const key = { officeId, counterId, quoteId: newestQuoteOf(charge) };
  const place = await placeOfQuote(writer, key);
  if (place === null) return null;
  const told = await chargeAt(writer, { officeId, counterId, seq: place.seq });
  return told === null ? null : { ref: place.ref, charge: told };
}

/** Each payment that goes back is told once, whatever it is named after. */
export async function planPaymentBack(of: Planning, body: unknown): Promise<void> {
  const late = lateBody.safeParse(body);
  const told = late.success ? await toldOf(of, late.data.chargeId) : null;
  if (!late.success || told === null) return;
  const { officeId, counterId, writer, now: at } = of;
  const { office, language, complaintNumber } = told.charge;
  const slip = late.data.chargeId;
  await keepMessage(writer, {
    officeId,
    counterId,
    ref: told.ref,
    template: 'upi_back',
    subject: late.data.gatewayPaymentId,
    fill: [inRupees(late.data.amountPaise), office[language], slip, complaintNumber],
    at,
  });
}

export async function planNotPaid(of: Planning, body: unknown): Promise<void> {
  const ended = endedBody.safeParse(body);
  const told = ended.success ? await toldOf(of, ended.data.chargeId) : null;
  if (!ended.success || told === null) return;
  const { officeId, counterId, writer, now: at } = of;
  const { office, language, complaintNumber } = told.charge;
  await keepMessage(writer, {
    officeId,
    counterId,
    ref: told.ref,
    template: 'upi_not_paid',
    subject: ended.data.chargeId,
    fill: [ended.data.chargeId, office[language], complaintNumber],
    at,
  });
}
