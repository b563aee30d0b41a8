/**
 * HQ hears of a counter that stopped itself, and why, before anybody has found a telephone (J27). The
 * counter's key signs it; nothing of the journal is read for it, and nothing is written.
 */
import type { ErrorCode } from '#domain/errors.ts';
import type { Failure } from '#domain/result.ts';
import type { Context } from './context.ts';
import { isPassing } from './journal/high-water.ts';
import { backoffMs } from './sync/backoff.ts';

const PAUSE = { firstMs: 2_000, longestMs: 120_000 } as const;

/** HQ knows of these by itself: it holds the other branch, or asked for the end. */
const KNOWN: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['CHAIN_FORKED', 'COUNTER_RETIRED']);

function pathOf(counterId: string, { code, details }: Failure): string {
  const seq = details?.['seq'];
  const place = typeof seq === 'number' ? `&seq=${seq}` : '';
  return `/v1/counters/stopped?counterId=${encodeURIComponent(counterId)}&code=${code}${place}`;
}

/** Told once for each reason; called again and again while the counter stands still. */
export function createStopTeller(context: Context): (failure: Failure) => void {
  const { transport, clock, random, custody } = context.ports;
  let told: ErrorCode | null = null;
  let failures = 0;
  let notBeforeMs = 0;

  async function tell(counterId: string, failure: Failure): Promise<void> {
    // Until the answer is here nobody asks again.
    notBeforeMs = Number.POSITIVE_INFINITY;
    const answer = await transport.ask?.({ method: 'POST', path: pathOf(counterId, failure) });
    if (answer?.ok === true) told = failure.code;
    failures = answer?.ok === true ? 0 : failures + 1;
    notBeforeMs = clock.monotonicMs() + backoffMs(failures, PAUSE, random);
  }

  return (failure) => {
    if (isPassing(failure) || KNOWN.has(failure.code) || transport.ask === undefined) return;
    if (told === failure.code || clock.monotonicMs() < notBeforeMs) return;
    const counterId = context.counter()?.counterId ?? custody?.mark()?.counterId;
    if (counterId !== undefined) void tell(counterId, failure);
  };
}
