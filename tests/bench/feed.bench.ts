/**
 * How soon a counter knows what HQ has just decided: from the commit in HQ's database, over the open
 * line and the page that is fetched and checked then, to the moment at which the counter could act on
 * it. HQ is a process of its own, as in the field; both share this machine. Against the second within
 * which a payment must show (the aim), and against asking every fifteen seconds as without the line.
 */
import { setTimeout as wait } from 'node:timers/promises';

import { createHttpTransport } from '#adapters/sync-http/transport.ts';
import { keyFromSeed } from '#adapters/system/ed25519.ts';
import { nodeRandom } from '#adapters/system/node-ports.ts';
import type { CounterId } from '#domain/ids.ts';
import { instant } from '#domain/time.ts';
import { keyIdOf } from '#protocol/crypto.ts';
import { readFeed } from '#protocol/feed.ts';
import { nodeCrypto as crypto } from '#server/keys/node-crypto.ts';
import { office } from '#tests/sync-server/testkit.ts';
import { answered } from '#tests/testkit/memory-journal-store.ts';
import { startHqProcess, type HqProcess } from './hq-process.ts';
import type { BenchRow } from './row.ts';

const EVENTS = 60;
/** Odd, so that the events fall anywhere between two looks of the server. */
const PAUSE_MS = 137;
const AIM_MS = 1_000;
const POLL_MS = 15_000;
const clock = { now: () => instant(Date.now()) };

const quantile = (values: readonly number[], q: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * q)] ?? Number.NaN;

async function latencies(hq: HqProcess): Promise<readonly number[]> {
  const counterId = `${office.officeId}-C1` as CounterId;
  const key = keyFromSeed(nodeRandom.bytes(32));
  const signer = { keyId: keyIdOf(key.publicKey, crypto.sha256), ...key };
  await hq.enrol(counterId, signer);
  const transport = createHttpTransport({ hqUrl: hq.origin, signer, clock });
  let cursor = 0;
  let heard = (): void => undefined;
  const next = (): Promise<void> =>
    new Promise((resolve) => {
      heard = resolve;
    });
  const first = next();
  const stop = transport.listen?.({
    counterId,
    onNews: () => heard(),
    onEnd: () => undefined,
  });
  const fetchPage = async (): Promise<void> => {
    const text = answered(await transport.feed({ counterId, cursor }));
    const of = { text, counterId, afterCursor: cursor, trust: hq.trust, crypto };
    cursor = answered(readFeed(of)).nextCursor;
  };
  await first;
  await fetchPage();
  const took: number[] = [];
  for (let n = 1; n <= EVENTS; n += 1) {
    await wait(PAUSE_MS);
    const news = next();
    await hq.tell(n);
    const committedAt = performance.now();
    const before = cursor;
    await news;
    await fetchPage();
    if (cursor === before) throw new Error('a hint without news');
    took.push(performance.now() - committedAt);
  }
  stop?.();
  return took;
}

export async function rows(): Promise<readonly BenchRow[]> {
  const hq = await startHqProcess();
  try {
    const took = await latencies(hq);
    const row = (name: string, figure: number, of: { peer: string; ms: number; aim: number }) => ({
      name,
      figure,
      unit: 'ms',
      peer: of.peer,
      peerFigure: of.ms,
      ratio: figure / of.ms,
      aim: `<= ${of.aim.toFixed(2)}x`,
      met: figure / of.ms <= of.aim,
    });
    const second = { peer: 'the second that is aimed at', ms: AIM_MS, aim: 1 };
    const poll = { peer: 'asking every 15 s, on average', ms: POLL_MS / 2, aim: 0.1 };
    return [
      row('HQ’s commit to the counter, p99', quantile(took, 0.99), second),
      row('HQ’s commit to the counter, p50', quantile(took, 0.5), poll),
    ];
  } finally {
    await hq.stop();
  }
}
