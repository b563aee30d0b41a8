/**
 * The receipt printer on a network (port 9100 style). A job is sent a few bands ahead of what the
 * printer says it has worked through, so that a question always gets past the data; the outcome is
 * `confirmed` only when the printer has answered behind the last command.
 */
import { fail, type Failure } from '#domain/result.ts';
import type { ErrorCode } from '#domain/errors.ts';
import type { PrinterStatus, PrintJob, PrintOutcome, Printer } from '#terminal/ports/printer.ts';
import { encodeDrawerKick, encodeRaster } from './encode.ts';
import { PrinterLink, type LinkAddress } from './link.ts';
import type { Typesetter } from './raster.ts';
import { CLEAR_BUFFER, decodeStatus, QUESTION, UNREACHABLE } from './status.ts';

/** Bands on their way and not yet worked through: below every printer's receive buffer. */
const CHUNKS_AHEAD = 3;

export interface NetworkPrinterOptions extends LinkAddress {
  readonly typesetter: Pick<Typesetter, 'rasterise'>;
  readonly connectTimeoutMs?: number;
  /** How long a status question waits. */
  readonly answerTimeoutMs?: number;
  /** Silence after which the printer is asked what is wrong. */
  readonly quietMs?: number;
  /** Questions answered with "all is well" and no progress, before the driver gives up. */
  readonly quietTurns?: number;
}

type Settings = Required<Omit<NetworkPrinterOptions, 'typesetter'>>;

const failed = (failure: Failure): PrintOutcome => ({ kind: 'failed', failure });
const failedWith = (code: ErrorCode): PrintOutcome => failed(fail(code).error);
const unconfirmed = (code: ErrorCode): PrintOutcome => ({
  kind: 'unconfirmed',
  failure: fail(code).error,
});

/** Asks all four questions; null where the first gets no answer: a printer without a back channel. */
async function askAll(link: PrinterLink, timeoutMs: number): Promise<PrinterStatus | null> {
  const printer = await link.ask(QUESTION.printer, timeoutMs);
  if (printer === null) return null;
  const offlineCause = await link.ask(QUESTION.offlineCause, timeoutMs);
  const errorCause = await link.ask(QUESTION.errorCause, timeoutMs);
  const paper = await link.ask(QUESTION.paper, timeoutMs);
  return decodeStatus({ printer, offlineCause, errorCause, paper });
}

interface Sending {
  readonly link: PrinterLink;
  readonly settings: Settings;
  /** The last chunk has gone out: the paper may be whole even where nobody says so. */
  isLastSent: boolean;
}

const gaveUp = ({ link, isLastSent }: Sending): PrintOutcome => {
  if (!link.lost) return unconfirmed('PRINTER_TIMEOUT');
  return isLastSent ? unconfirmed('PRINTER_DISCONNECTED') : failedWith('PRINTER_DISCONNECTED');
};

/** Waits until the printer has worked through `count` chunks. Null when it has; else the end. */
async function awaitProcessed(sending: Sending, count: number): Promise<PrintOutcome | null> {
  const { link, settings } = sending;
  let quiet = 0;
  let seen = link.orderedAnswers;
  while (link.orderedAnswers < count) {
    // Each turn depends on what the printer answered in the last.
    await link.sleep(settings.quietMs, () => link.orderedAnswers >= count);
    if (link.orderedAnswers >= count) break;
    const status = link.lost ? null : await askAll(link, settings.answerTimeoutMs);
    if (status?.failure) return await abandon(sending, status.failure);
    quiet = link.orderedAnswers > seen ? 0 : quiet + 1;
    seen = link.orderedAnswers;
    if (link.lost || status === null || quiet >= settings.quietTurns) return gaveUp(sending);
  }
  return null;
}

/** What is left in the printer must not come out beside the copy that is printed next. */
async function abandon({ link, settings }: Sending, failure: Failure): Promise<PrintOutcome> {
  await link.clear(settings.answerTimeoutMs);
  return failed(failure);
}

async function sendPaced(sending: Sending, chunks: readonly Uint8Array[]): Promise<PrintOutcome> {
  const { link, settings } = sending;
  // Half a band of a job that broke off would swallow the head of this one.
  await link.send(CLEAR_BUFFER, settings.answerTimeoutMs);
  for (const [index, chunk] of chunks.entries()) {
    // Bands go out one after the other.
    const ended = await awaitProcessed(sending, index - CHUNKS_AHEAD);
    if (ended !== null) return ended;
    sending.isLastSent = index === chunks.length - 1;
    if (!(await link.sendAndAsk(chunk, settings.answerTimeoutMs))) return gaveUp(sending);
  }
  const ended = await awaitProcessed(sending, chunks.length);
  if (ended !== null) return ended;
  const after = await askAll(link, settings.answerTimeoutMs);
  return { kind: 'confirmed', paper: after?.paper ?? 'unknown' };
}

/** A printer that says nothing gets the job and the outcome stays open. */
async function sendBlind(sending: Sending, chunks: readonly Uint8Array[]): Promise<PrintOutcome> {
  for (const [index, chunk] of chunks.entries()) {
    sending.isLastSent = index === chunks.length - 1;
    const sent = await sending.link.send(chunk, sending.settings.answerTimeoutMs);
    if (!sent) return gaveUp(sending);
  }
  return unconfirmed('PRINTER_TIMEOUT');
}

async function deliver(
  link: PrinterLink,
  chunks: readonly Uint8Array[],
  settings: Settings,
): Promise<PrintOutcome> {
  const sending: Sending = { link, settings, isLastSent: false };
  const before = await askAll(link, settings.answerTimeoutMs);
  if (before?.failure) return failed(before.failure);
  if (before === null && link.lost) return failedWith('PRINTER_DISCONNECTED');
  return before === null ? await sendBlind(sending, chunks) : await sendPaced(sending, chunks);
}

/** A driver for one printer. Connects for each job, so that a printer may come and go. */
export function createNetworkPrinter(options: NetworkPrinterOptions): Printer {
  const { typesetter, ...given } = options;
  const settings: Settings = {
    connectTimeoutMs: 3000,
    answerTimeoutMs: 1500,
    quietMs: 400,
    quietTurns: 40,
    ...given,
  };
  let last: Promise<unknown> = Promise.resolve();

  /** One conversation with the printer at a time. */
  const inTurn = <T>(work: (link: PrinterLink | null) => Promise<T>): Promise<T> => {
    const talk = async (): Promise<T> => {
      const link = await PrinterLink.open(settings, settings.connectTimeoutMs);
      try {
        return await work(link);
      } finally {
        link?.close();
      }
    };
    const turn = last.then(talk, talk);
    last = turn.catch(() => undefined);
    return turn;
  };

  const run = (chunks: readonly Uint8Array[]): Promise<PrintOutcome> =>
    inTurn(async (link) =>
      link === null ? failedWith('PRINTER_UNREACHABLE') : deliver(link, chunks, settings),
    );

  return {
    status: () =>
      inTurn(async (link) => {
        if (link === null) return UNREACHABLE;
        const status = await askAll(link, settings.answerTimeoutMs);
        if (status !== null) return status;
        const silent = { printer: null, offlineCause: null, errorCause: null, paper: null };
        return link.lost ? UNREACHABLE : decodeStatus(silent);
      }),
    print: async ({ document }: PrintJob) => {
      const raster = typesetter.rasterise(document);
      return raster.ok ? run(encodeRaster(raster.value)) : failed(raster.error);
    },
    kickDrawer: () => run(encodeDrawerKick()),
  };
}
