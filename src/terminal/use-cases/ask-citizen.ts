/**
 * A citizen without a phone is asked on their own screen what they paid. HQ says whether and about
 * what; the answer goes to HQ as it is pressed and is kept nowhere here, so that nobody in the office
 * can read it. docs/spec/messages.md, M17.
 */
import { z } from 'zod';

import type { AskSnapshot, CitizenAskSnapshot } from '#contract/ask.ts';
import type { CommandAnswer } from '#contract/answers.ts';
import type { CommandInput } from '#contract/commands.ts';
import { isReceiptNumber, type ReceiptNumber } from '#domain/ids.ts';
import { LANGUAGES, type Language } from '#domain/language.ts';
import { isPaise, type Paise } from '#domain/money.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import { parseJson } from '#protocol/signed.ts';
import type { Context, Question } from '#terminal/context.ts';
import { isDisplayPresent } from '#terminal/display.ts';
import type { SignedAsk } from '#terminal/ports/sync-transport.ts';
import { currentVisit } from '#terminal/visits.ts';
import { scanReceipt } from './scan-receipt.ts';

/** So long the question stands, and so long its thanks. */
const STANDS_MS = 120_000;
const THANKS_MS = 15_000;

const texts = z.object({ en: z.string().max(300), hi: z.string().max(300) });
const askedShape = z.object({
  language: z.enum(LANGUAGES),
  office: texts,
  service: texts,
  chargedPaise: z.custom<Paise>((value) => isPaise(value) && value >= 0),
});

async function askHq<T>(context: Context, of: SignedAsk, shape: z.ZodType<T>): Promise<Result<T>> {
  const { transport } = context.ports;
  if (transport.ask === undefined) return fail('HQ_UNREACHABLE');
  const answer = await transport.ask(of);
  if (!answer.ok) return answer;
  const read = shape.safeParse(parseJson(answer.value));
  return read.success ? ok(read.data) : fail('MESSAGE_UNREADABLE', { problem: 'ask' });
}

const pathOf = (receiptNumber: ReceiptNumber): string =>
  `/v1/asks/${encodeURIComponent(receiptNumber)}`;

/** By its number, or by its square: then nobody typed it, and it is known to be whole. */
function numberOf(context: Context, receipt: string): Result<ReceiptNumber> {
  const typed = receipt.toUpperCase();
  if (isReceiptNumber(typed)) return ok(typed);
  const scan = scanReceipt(context, receipt);
  if (!scan.ok) return scan;
  const { verdict, scanned } = scan.value;
  const isWhole = verdict !== 'altered' && verdict !== 'unknown_key';
  return isWhole ? ok(scanned.receiptNumber) : fail('RECEIPT_ALTERED');
}

function put(context: Context, question: Omit<Question, 'untilMs'>, forMs: number): void {
  const untilMs = context.ports.clock.monotonicMs() + forMs;
  context.memory.question = { ...question, untilMs };
  context.ports.timers.after(forMs, () => context.changed());
  context.changed();
}

/** What stands on the citizen's screen now; another citizen's business takes its place. */
function standing(context: Context): Question | null {
  const { question } = context.memory;
  const isOver = context.ports.clock.monotonicMs() >= (question?.untilMs ?? 0);
  return isOver || currentVisit(context.ports.store.read) !== undefined ? null : question;
}

export async function askCitizen(
  context: Context,
  { receipt }: CommandInput<'askCitizen'>,
): Promise<Result<CommandAnswer<'askCitizen'>>> {
  if (currentVisit(context.ports.store.read) !== undefined) return fail('VISIT_OPEN');
  if (!isDisplayPresent(context)) return fail('DISPLAY_MISSING');
  const number = numberOf(context, receipt);
  if (!number.ok) return number;
  const receiptNumber = number.value;
  const asked = await askHq(context, { method: 'GET', path: pathOf(receiptNumber) }, askedShape);
  if (!asked.ok) return asked;
  put(context, { ...asked.value, receiptNumber, state: 'asked' }, STANDS_MS);
  return ok(null);
}

/** From the citizen's own screen. Nothing is journaled: the office reads the journal. */
export async function displayAnswer(
  context: Context,
  { answer }: CommandInput<'displayAnswer'>,
): Promise<Result<null>> {
  const question = standing(context);
  if (question === null || question.state === 'thanked') return fail('QUESTION_OVER');
  const { receiptNumber } = question;
  const body = JSON.stringify({ answer });
  const of = { method: 'POST', path: pathOf(receiptNumber), body } as const;
  const heard = await askHq(context, of, z.object({}));
  if (heard.ok) put(context, { ...question, state: 'thanked' }, THANKS_MS);
  else put(context, { ...question, state: 'unheard' }, STANDS_MS);
  return heard.ok ? ok(null) : heard;
}

/** The clerk takes the question off the citizen's screen. */
export function endAsk(context: Context): Result<null> {
  context.memory.question = null;
  return ok(null);
}

/** For the clerk: that it stands, or is over; never what was answered. */
export function askSnapshot(context: Context): AskSnapshot | null {
  const { question } = context.memory;
  if (question === null) return null;
  const now = standing(context);
  return {
    receiptNumber: question.receiptNumber,
    isOver: now === null || now.state === 'thanked',
  };
}

export function citizenAsk(
  context: Context,
): (CitizenAskSnapshot & { readonly language: Language }) | null {
  const question = standing(context);
  if (question === null) return null;
  const { state, language, office, service, chargedPaise } = question;
  return { state, language, office, service, chargedPaise };
}
