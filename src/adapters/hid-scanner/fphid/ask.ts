/**
 * One question and its answer over a channel of FPHID/1: what is lost or damaged is asked again, a
 * stray answer is passed over, a silent device is given up (docs/spec/scanner.md, S4, S5).
 */
import { fail, ok, type Result } from '#domain/result.ts';
import type { Talk } from '#adapters/hid-scanner/model.ts';
import type { OutgoingReport } from '#adapters/hid-scanner/transport.ts';
import { type Assembler, encodeMessage, FLAG, type Message } from './framing.ts';
import { COMMAND, DEVICE_ERROR } from './messages.ts';

/** Between two reports of one message. */
export const BETWEEN_REPORTS_MS = 500;
export const ANSWER_MS = 500;
/** Four tries of half a second: two seconds a command. */
export const TRIES = 4;
/** However long its reports keep coming: a message of 16 KB takes a third of this at full speed. */
const LONGEST_ANSWER_MS = 1500;

/** A channel as both sides know it after the greeting. */
export interface Channel {
  cid: number;
  reportBytes: number;
  maxChunkBytes: number;
  capabilities: number;
  /** Of the last question. */
  tid: number;
  readonly assembler: Assembler;
  readonly nowMs: () => number;
}

export interface Question {
  readonly command: number;
  readonly payload: Uint8Array;
  readonly answerMs?: number;
}

export type Answer =
  | { readonly kind: 'answer'; readonly payload: Uint8Array }
  | { readonly kind: 'refused'; readonly deviceError: number }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'silent' };

/** HID reports without numbers begin with a zero on the way out. */
const outgoing = (report: Uint8Array): OutgoingReport => {
  const bytes = new Uint8Array(report.length + 1);
  bytes.set(report, 1);
  return { kind: 'output', bytes };
};

export function write(channel: Channel, question: Question): readonly OutgoingReport[] {
  channel.tid = (channel.tid % 0xffff) + 1;
  const { cid, tid, reportBytes } = channel;
  const { command, payload } = question;
  return encodeMessage({ cid, command, flags: 0, tid, payload }, reportBytes).map(outgoing);
}

const isAnswer = (message: Message, tid: number, command: number): boolean =>
  message.tid === tid &&
  (message.flags & FLAG.response) !== 0 &&
  (message.command === command || message.command === COMMAND.error);

const refusal = (payload: Uint8Array): Answer => ({
  kind: 'refused',
  deviceError: payload[0] ?? DEVICE_ERROR.parameter,
});

/** Asks once. Answers to other questions and events are passed over. */
export function* askOnce(channel: Channel, question: Question): Talk<Answer> {
  const { assembler, cid } = channel;
  let send = write(channel, question);
  const { tid } = channel;
  const endMs = channel.nowMs() + (question.answerMs ?? ANSWER_MS);
  assembler.reset();
  for (;;) {
    const leftMs = endMs - channel.nowMs();
    // A long answer has the time between reports, and not less, as long as it comes.
    const goingOnMs = Math.min(BETWEEN_REPORTS_MS, leftMs + LONGEST_ANSWER_MS);
    const waitMs = assembler.isInside ? goingOnMs : leftMs;
    if (waitMs <= 0) return { kind: 'silent' };
    const heard = yield { send, waitMs };
    send = [];
    if (heard.kind === 'silence') {
      const wasInside = assembler.isInside;
      assembler.reset();
      return { kind: wasInside ? 'damaged' : 'silent' };
    }
    const taken = assembler.take(heard.bytes, (other) => other === cid);
    if (taken.kind === 'damaged' && taken.tid === tid) return { kind: 'damaged' };
    if (taken.kind !== 'message') continue;
    const { message } = taken;
    if (isAnswer(message, tid, question.command)) {
      if (message.command !== COMMAND.error) return { kind: 'answer', payload: message.payload };
      return refusal(message.payload);
    }
    message.payload.fill(0);
  }
}

/** Errors that say only that our question arrived damaged. */
const isWorthRepeating = (deviceError: number): boolean =>
  deviceError === DEVICE_ERROR.sequence ||
  deviceError === DEVICE_ERROR.checksum ||
  deviceError === DEVICE_ERROR.length;

export function failureOf(deviceError: number): Result<never> {
  switch (deviceError) {
    case DEVICE_ERROR.command:
      return fail('SCANNER_UNSUPPORTED');
    case DEVICE_ERROR.timeout:
    case DEVICE_ERROR.noFinger:
      return fail('SCANNER_NO_FINGER');
    case DEVICE_ERROR.busy:
      return fail('SCANNER_BUSY');
    case DEVICE_ERROR.quality:
      return fail('SCANNER_POOR_IMAGE');
    case DEVICE_ERROR.fakeFinger:
      return fail('SCANNER_FAKE_FINGER');
    case DEVICE_ERROR.sequence:
    case DEVICE_ERROR.checksum:
    case DEVICE_ERROR.noObject:
      return fail('SCANNER_DAMAGED');
    default:
      return fail('SCANNER_FAULT', { fault: deviceError });
  }
}

/** Asks until there is an answer: every question may be repeated without harm. */
export function* ask(channel: Channel, question: Question): Talk<Result<Uint8Array>> {
  let last: Answer = { kind: 'silent' };
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    last = yield* askOnce(channel, question);
    if (last.kind === 'answer') return ok(last.payload);
    if (last.kind === 'refused' && !isWorthRepeating(last.deviceError)) break;
  }
  if (last.kind === 'refused') return failureOf(last.deviceError);
  return fail(last.kind === 'silent' ? 'SCANNER_SILENT' : 'SCANNER_DAMAGED');
}
