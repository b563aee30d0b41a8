/**
 * What a printer says about itself, from Epson's command tables: DLE EOT n is answered at once,
 * whatever is being printed; GS r 1 is answered when everything before it has been worked through.
 * The fixed bits of the two answers tell them apart.
 */
import { fail, type Failure } from '#domain/result.ts';
import type { ErrorCode } from '#domain/errors.ts';
import type { PrinterStatus } from '#terminal/ports/printer.ts';

/** The questions of DLE EOT. */
export const QUESTION = { printer: 1, offlineCause: 2, errorCause: 3, paper: 4 } as const;
export type Question = (typeof QUESTION)[keyof typeof QUESTION];

export const askNow = (question: Question): Uint8Array => Uint8Array.of(0x10, 0x04, question);
/** GS r 1: answered in order, after the commands before it. */
export const ASK_IN_ORDER = Uint8Array.of(0x1d, 0x72, 0x01);
/** DLE DC4 8: drops what was received and not yet printed, so that it never comes out later. */
export const CLEAR_BUFFER = Uint8Array.of(0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8);

/** 0xx1xx10: an answer to DLE EOT. */
export const isRealTimeAnswer = (byte: number): boolean => (byte & 0x93) === 0x12;
/** 0xx0xxxx: an answer to GS r. */
export const isOrderedAnswer = (byte: number): boolean => (byte & 0x90) === 0;

/** Answers to the four questions; null where the printer kept silent. */
export interface Answers {
  readonly printer: number | null;
  readonly offlineCause: number | null;
  readonly errorCause: number | null;
  readonly paper: number | null;
}

const has = (byte: number | null, mask: number): boolean => byte !== null && (byte & mask) !== 0;

const failureOf = (code: ErrorCode): Failure => fail(code).error;

function failureFrom(answers: Answers): Failure | null {
  if (has(answers.offlineCause, 0x04)) return failureOf('PRINTER_COVER_OPEN');
  if (has(answers.paper, 0x60) || has(answers.offlineCause, 0x20)) {
    return failureOf('PRINTER_PAPER_OUT');
  }
  if (has(answers.errorCause, 0x68) || has(answers.offlineCause, 0x40)) {
    return failureOf('PRINTER_FAULT');
  }
  if (has(answers.printer, 0x08)) return failureOf('PRINTER_OFFLINE');
  return null;
}

function paperFrom({ paper, offlineCause }: Answers): PrinterStatus['paper'] {
  if (has(paper, 0x60) || has(offlineCause, 0x20)) return 'out';
  if (paper === null) return 'unknown';
  return has(paper, 0x0c) ? 'low' : 'ok';
}

/** A silent printer is ready as far as anybody knows; its jobs stay unconfirmed. */
export function decodeStatus(answers: Answers): PrinterStatus {
  const failure = failureFrom(answers);
  const { offlineCause } = answers;
  return {
    ready: failure === null,
    paper: paperFrom(answers),
    cover: offlineCause === null ? 'unknown' : has(offlineCause, 0x04) ? 'open' : 'closed',
    failure,
  };
}

export const UNREACHABLE: PrinterStatus = {
  ready: false,
  paper: 'unknown',
  cover: 'unknown',
  failure: failureOf('PRINTER_UNREACHABLE'),
};
