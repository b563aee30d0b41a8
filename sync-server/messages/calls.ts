/**
 * A call as the vendor asks for it, turn by turn: the question, the key that was pressed, the voice
 * that was left. An answer is in the office's chain and in its copy before anybody is thanked.
 * docs/spec/messages.md, M10 to M14.
 */
import {
  complaintTurn,
  meaningOfKey,
  neverTurn,
  questionTurn,
  thanksTurn,
  type CallTurn,
} from '#domain/messages/call-script.ts';
import type { Language } from '#domain/language.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import type { ServerContext } from '#server/context.ts';
import { afterCopied } from '#server/office-chain/gate.ts';
import {
  callById,
  changeCall,
  lockCall,
  type CallKey,
  type CallRow,
} from '#server/store/citizen-calls.ts';
import { putStanding } from '#server/store/messages.ts';
import { chargeOfCall, recordAnswer } from './answers.ts';
import type { MessageConfig } from './config.ts';
import { contactOf } from './contact.ts';
import type { Speaker } from './speaker.ts';

const MAX_ASKED = 3;
const OPEN: ReadonlySet<string> = new Set(['dialling', 'ringing', 'answered']);

export interface CallParts {
  readonly context: ServerContext;
  readonly config: MessageConfig;
  readonly speaker: Speaker;
}

export interface Heard extends CallKey {
  /** The vendor's id of the call: another call's turn is refused. */
  readonly vendorId: string;
  /** How often the question was asked before. */
  readonly asked: number;
  readonly digits: string;
  readonly recording: string | null;
}

type Markup = Promise<Result<string>>;

export class CallDesk {
  readonly #parts: CallParts;

  constructor(parts: CallParts) {
    this.#parts = parts;
  }

  async #open(of: CallKey & { readonly vendorId: string }): Promise<Result<CallRow>> {
    const row = await callById(this.#parts.context.database.read, of);
    const isIts = row !== null && (row.vendorId === null || row.vendorId === of.vendorId);
    return isIts && OPEN.has(row.state) ? ok(row) : fail('CALL_UNKNOWN');
  }

  #markup(turn: CallTurn, of: { row: CallRow; language: Language; to: string }): Result<string> {
    const { config, speaker } = this.#parts;
    const { row, language, to } = of;
    const answerTo = `${config.publicOrigin}/v1/calls/${row.officeId}/${row.callId}/${to}`;
    return ok(speaker.markup({ ...turn, language, answerTo }));
  }

  async #ask(row: CallRow, asked: number): Markup {
    const charge = await chargeOfCall(this.#parts.context.database.read, row);
    if (charge === null) return fail('CALL_UNKNOWN');
    const { language } = charge;
    if (row.answer !== null || asked >= MAX_ASKED) {
      return this.#markup(thanksTurn(language), { row, language, to: 'end' });
    }
    const about = row.receiptSeq === null ? 'quote' : 'receipt';
    const turn = questionTurn({ ...charge, about }, language);
    return this.#markup(turn, { row, language, to: `key?asked=${asked + 1}` });
  }

  /** Somebody took the call. */
  async start(of: Heard): Markup {
    const open = await this.#open(of);
    if (!open.ok) return open;
    const row = open.value;
    if (row.state === 'dialling') {
      const { vendorId } = of;
      const rung = await this.#parts.context.database.transact((writer) =>
        changeCall(writer, row, { state: 'ringing', vendorId }),
      );
      if (!rung.ok) return rung;
    }
    return this.#ask(row, 0);
  }

  async key(of: Heard): Markup {
    const open = await this.#open(of);
    if (!open.ok) return open;
    const meaning = meaningOfKey(of.digits);
    if (meaning === null || meaning === 'repeat') return this.#ask(open.value, of.asked);
    if (meaning === 'never') return this.#never(open.value);
    const { context, config } = this.#parts;
    const answered = await context.database.transact(async (writer) => {
      const row = await lockCall(writer, of);
      if (row !== null) {
        const given = { answer: meaning, channel: 'call' } as const;
        await recordAnswer({ context, config, writer }, row, given);
      }
    });
    if (!answered.ok) return answered;
    return afterCopied(context, of.officeId, () => this.#thank(open.value, meaning));
  }

  async #thank(row: CallRow, answer: string): Markup {
    const charge = await chargeOfCall(this.#parts.context.database.read, row);
    const language = charge?.language ?? 'hi';
    const isComplaint = answer === 'more' || answer === 'no_receipt';
    const turn = isComplaint ? complaintTurn(language) : thanksTurn(language);
    return this.#markup(turn, { row, language, to: 'recorded' });
  }

  /** M3: this number is left alone from now on. */
  async #never(row: CallRow): Markup {
    const { context, config } = this.#parts;
    const contact = await contactOf(context.database.read, row);
    const at = context.now();
    const done = await context.database.transact(async (writer) => {
      if (contact.ok) {
        await putStanding(writer, { number: contact.value.number, standing: 'opted_out', at });
      }
      const held = await lockCall(writer, row);
      if (held === null) return;
      const given = { answer: 'no_answer', channel: 'call' } as const;
      await recordAnswer({ context, config, writer }, held, given);
      await changeCall(writer, held, { reason: 'opted_out' });
    });
    if (!done.ok) return done;
    const language = contact.ok ? contact.value.language : 'hi';
    const thank = (): Result<string> =>
      this.#markup(neverTurn(language), { row, language, to: 'end' });
    return afterCopied(context, row.officeId, thank);
  }

  /** The voice stays with the vendor; its id is kept for who looks into the case. */
  async recorded(of: Heard): Markup {
    const open = await this.#open(of);
    if (!open.ok) return open;
    const { recording } = of;
    if (recording !== null) {
      const kept = await this.#parts.context.database.transact((writer) =>
        changeCall(writer, open.value, { recording }),
      );
      if (!kept.ok) return kept;
    }
    return this.#thank(open.value, 'exact');
  }
}
