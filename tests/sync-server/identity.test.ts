/** How often clerks let citizens past the finger: counted by HQ, against the others of the office. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { CounterId } from '#domain/ids.ts';
import type { IdentityRates } from '#server/api/contract.ts';
import { projectCounter } from '#server/ingest/projector.ts';
import { clerkRates, type IdentityCount } from '#server/judgement/identity-rates.ts';
import { createReceiptJournal } from '#tests/testkit/receipt-journal.ts';

import {
  batchText,
  casesOf,
  enrolCounter,
  HQ_TOKEN,
  OFFICE,
  postBatch,
  startTestServer,
  type TestServer,
} from './testkit.ts';

const count = (
  staffId: string,
  way: IdentityCount['way'],
  times: number,
  officeId = 'KA-BLR-01',
): IdentityCount => ({
  officeId,
  staffId,
  way,
  reason: way === 'finger' ? null : 'worn',
  times,
});

const stands = (...counts: readonly IdentityCount[]): readonly string[] =>
  clerkRates(counts)
    .filter(({ standsOut }) => standsOut)
    .map(({ staffId }) => staffId);

describe('P11 FP26 the share of citizens let past the finger', () => {
  test('stands out from twenty on, at a quarter and three times the others', () => {
    const others = [count('S2', 'finger', 92), count('S2', 'manager', 8)];
    expect(stands(...others, count('S1', 'finger', 15), count('S1', 'otp', 5))).toEqual(['S1']);
    expect(stands(...others, count('S1', 'finger', 15), count('S1', 'otp', 4))).toEqual([]);
    expect(stands(...others, count('S1', 'finger', 16), count('S1', 'otp', 5))).toEqual([]);
    const worse = [count('S2', 'finger', 90), count('S2', 'manager', 10)];
    expect(stands(...worse, count('S1', 'finger', 15), count('S1', 'otp', 5))).toEqual([]);
  });

  test('is compared within the office alone, and with nobody where there is nobody', () => {
    const elsewhere = [count('S2', 'finger', 100, 'KA-MYS-02')];
    expect(stands(...elsewhere, count('S1', 'manager', 40))).toEqual([]);
    expect(clerkRates([count('S1', 'manager', 40)])[0]?.othersPercent).toBeNull();
  });

  test('is told with its ways and the reason given most', () => {
    const counts = [
      count('S1', 'finger', 10),
      count('S1', 'manager', 4),
      { ...count('S1', 'otp', 6), reason: 'injured' as const },
      count('S2', 'finger', 10),
    ];
    expect(clerkRates(counts)).toEqual([
      {
        officeId: 'KA-BLR-01',
        staffId: 'S1',
        byFinger: 10,
        byCode: 6,
        byManager: 4,
        topReason: 'injured',
        bypassPercent: 50,
        othersPercent: 0,
        standsOut: true,
      },
      expect.objectContaining({ staffId: 'S2', bypassPercent: 0, othersPercent: 50 }),
    ]);
  });
});

describe('through the whole server', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  }, 60_000);
  afterAll(async () => {
    await server.stop();
  });

  async function send(counterId: string, of: { staffId: string; way: 'finger' | 'manager' }) {
    const counter = await enrolCounter(server, counterId as CounterId);
    const { staffId, way } = of;
    const journal = createReceiptJournal({ ...counter, certificate: new Uint8Array(), staffId });
    journal.enrol();
    for (let n = 1; n <= 21; n += 1) {
      const visitId = `${counterId}-V${n}`;
      if (way === 'finger') {
        const check = { purpose: 'verification', enrolmentId: 'ab'.repeat(16), visitId };
        const how = { band: 'strong', threshold: 'raseed-1/40', freshness: 'signed' };
        // A miss is no bypass and no check: the next capture may match.
        journal.append('finger.checked', { ...check, ...how, outcome: 'no_match' });
        journal.append('finger.checked', { ...check, ...how, outcome: 'match' });
      } else {
        const bypass = { visitId, way, reason: 'worn', failedTries: 1, approverId: 'S2001' };
        journal.append('identity.bypassed', bypass);
      }
    }
    const sent = await postBatch(server, batchText(counter, journal.entries));
    if (sent.ack === null) throw new Error(sent.text);
    await projectCounter(server.context, { officeId: OFFICE, counterId });
    // Looking at the same entries again changes nothing.
    await projectCounter(server.context, { officeId: OFFICE, counterId });
  }

  test('P11 FP26 entries become a page of figures and one case', async () => {
    await send('KA-BLR-01-C31', { staffId: 'S1031', way: 'finger' });
    await send('KA-BLR-01-C32', { staffId: 'S1032', way: 'manager' });
    const signedIn = await fetch(`${server.origin}/hq/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: HQ_TOKEN }),
    });
    const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const get = (query: string) =>
      fetch(`${server.origin}/hq/api/identity?${query}`, { headers: { cookie } });
    const rates = (await (await get('month=2026-11')).json()) as IdentityRates;
    expect(rates.rows).toEqual([
      expect.objectContaining({ staffId: 'S1032', byManager: 21, topReason: 'worn' }),
      expect.objectContaining({ staffId: 'S1031', byFinger: 21, bypassPercent: 0 }),
    ]);
    expect(rates.rows.map(({ standsOut }) => standsOut)).toEqual([true, false]);
    expect((await get('month=november')).status).toBe(400);
    const cases = await casesOf(server, 'KA-BLR-01-C32');
    expect(cases.filter((kind) => kind === 'bypass_rate')).toHaveLength(1);
  });
});
