/** The citizen's page in a browser of a phone's size: every state, in both languages. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Browser, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { inRoot } from '#build/paths.ts';
import type { CounterId, ReceiptNumber } from '#domain/ids.ts';
import type { StoredEntry } from '#domain/journal/kinds.ts';
import { LANGUAGES } from '#domain/language.ts';
import { rupees } from '#domain/money.ts';
import { instant } from '#domain/time.ts';
import { encodeReceiptQr, receiptQrUrlOfEntry, type QrReceipt } from '#protocol/receipt-qr.ts';
import { issueCertificate } from '#protocol/certificates.ts';
import type { OfficeFact } from '#protocol/office-chain.ts';
import { VERDICTS, type Verdict } from '#server/citizen/check.ts';
import { VERDICT_WORDS } from '#server/citizen/texts.ts';
import { projectCounter } from '#server/ingest/projector.ts';
import { recordFact } from '#server/store/office-chain.ts';
import { refundIdOf } from '#server/store/refunds.ts';
import { bringRootsUpToDate } from '#server/transparency/daily-root.ts';
import { NOW, signerNamed, VALIDITY } from '#tests/protocol/authority.ts';
import { journalOf, publishSampleTariff } from '#tests/sync-server/receipt-chain.ts';
import {
  batchText,
  enrolCounter,
  OFFICE,
  postBatch,
  startTestServer,
  type TestCounter,
  type TestServer,
} from '#tests/sync-server/testkit.ts';
import { TARIFF_REF, type ReceiptJournal } from '#tests/testkit/receipt-journal.ts';
import {
  filmOf,
  launchPhone,
  newPhone,
  overflow,
  paperReceipt,
  photoOf,
  picture,
  violations,
} from './citizen-hands.ts';

const ORIGIN = 'https://raseed.example';
const WITHDRAWN = 'KA-BLR-01-C51' as CounterId;

let server: TestServer;
let browser: Browser;
let counter: TestCounter;
let refunded: string;
let scans: Readonly<Partial<Record<Verdict, string>>>;

const partOf = (url: string): string => url.slice(url.lastIndexOf('/') + 1);
const codeOf = (entry: StoredEntry): string => {
  const { body } = JSON.parse(entry.text) as { body: { qr: string } };
  return partOf(receiptQrUrlOfEntry(ORIGIN, body.qr) ?? '');
};

async function send(of: TestCounter, journal: ReceiptJournal): Promise<void> {
  const posted = await postBatch(server, batchText(of, journal.entries));
  expect(posted.status).toBe(200);
  await projectCounter(server.context, { officeId: OFFICE, counterId: of.counterId });
}

/** A receipt that no journal holds. */
function invented(of: Partial<QrReceipt>, by: { certifiedBy: string; signedBy: string }): string {
  const counterId = 'KA-BLR-01-C50' as CounterId;
  const { publicKey } = signerNamed('invented counter');
  const certificate = issueCertificate(
    { role: 'counter', publicKey, counterId, ...VALIDITY },
    signerNamed(by.certifiedBy),
  );
  const receipt: QrReceipt = {
    receiptNumber: `${counterId}/2627/000009` as ReceiptNumber,
    seq: 90_000,
    issuedAt: NOW,
    serviceCode: 'LL-NEW',
    totalPaise: rupees(950),
    tariffId: TARIFF_REF.tariffId,
    tariffVersion: TARIFF_REF.version,
    tariffHash: TARIFF_REF.hash,
    grossChargedPaise: rupees(950),
    prevHash: TARIFF_REF.hash,
    tenderKind: 'cash',
    ...of,
  };
  const sign = (message: Uint8Array) => signerNamed(by.signedBy).sign(message);
  return partOf(encodeReceiptQr({ publicOrigin: ORIGIN, receipt, certificate, sign }).url);
}

/** Twenty rupees of it go back: proposed, agreed on by two people, paid. */
async function sanction({ seq, text }: StoredEntry): Promise<void> {
  const { counterId } = counter;
  const { body } = JSON.parse(text) as {
    body: { receiptNumber: string; citizen: { ref: string }; totalPaise: number };
  };
  const refundId = refundIdOf({ officeId: OFFICE, counterId, seq });
  const { receiptNumber, totalPaise } = body;
  const facts: readonly OfficeFact[] = [
    {
      kind: 'refund.proposed',
      body: {
        refundId,
        counterId,
        seq,
        receiptNumber,
        citizenRef: body.citizen.ref,
        chargedPaise: totalPaise,
        expectedPaise: totalPaise - 2_000,
        amountPaise: 2_000,
        basis: 'law',
      },
    },
    { kind: 'refund.endorsed', body: { refundId, staffId: 'S9001' } },
    { kind: 'refund.approved', body: { refundId, staffId: 'S9002' } },
    { kind: 'refund.paid', body: { refundId, staffId: 'S9001', how: 'cash', reference: 'TR-7' } },
  ];
  const done = await server.database.transact(async (writer) => {
    for (const fact of facts) {
      await recordFact(server.context, writer, { officeId: OFFICE, at: NOW, fact });
    }
  });
  expect(done.ok).toBe(true);
}

async function prepareScans(): Promise<void> {
  counter = await enrolCounter(server, 'KA-BLR-01-C50' as CounterId);
  const journal = await journalOf(server, counter);
  journal.openShift();
  const first = journal.charge(1);
  const second = journal.charge(2);
  const third = journal.charge(4);
  journal.reverse(2);
  await send(counter, journal);
  refunded = codeOf(third);
  await sanction(third);
  const offTheBooks = await journalOf(server, counter, 'off the books');
  offTheBooks.openShift();
  const silent = await enrolCounter(server, 'KA-BLR-01-C52' as CounterId);
  const withdrawn = await journalOf(server, await enrolCounter(server, WITHDRAWN));
  const training = await journalOf(server, await enrolCounter(server, 'KA-BLR-01-T1' as CounterId));
  const late = instant(NOW + 2_000 * 86_400_000);
  scans = {
    confirmed: codeOf(first),
    reversed: codeOf(second),
    not_yet_received: codeOf((await journalOf(server, silent)).charge(1)),
    unknown_alarm: codeOf(offTheBooks.charge(7)),
    revoked_key: codeOf(withdrawn.charge(1)),
    training: codeOf(training.charge(1)),
    altered: invented({}, { certifiedBy: 'enroller', signedBy: 'a forger' }),
    unknown_key: invented({}, { certifiedBy: 'a forger', signedBy: 'invented counter' }),
    expired_key: invented(
      { issuedAt: late },
      { certifiedBy: 'enroller', signedBy: 'invented counter' },
    ),
    unreadable: 'A'.repeat(80),
  };
}

beforeAll(async () => {
  server = await startTestServer({
    citizenPageFolder: inRoot('dist', 'citizen'),
    revokedKeyIds: [signerNamed(WITHDRAWN).keyId],
  });
  await publishSampleTariff(server);
  await prepareScans();
  await bringRootsUpToDate(server.context);
  browser = await launchPhone();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const SCANNED = VERDICTS.filter(
  (verdict) => !['unconfirmed', 'not_found', 'unreachable', 'no_keys'].includes(verdict),
);

describe.each(LANGUAGES)('the citizen’s page in %s', (language) => {
  it.each(SCANNED)(
    'P8 P12 shows a receipt that is %s, with a word and an icon',
    async (verdict) => {
      server.clock.now += 61_000;
      const { context, page, complaints } = await newPhone(browser, language);
      await page.goto(`${server.origin}/R/${scans[verdict]}`);
      const band = page.locator('[data-verdict]');
      await band.waitFor();
      expect(await band.getAttribute('data-verdict')).toBe(verdict);
      expect(await band.locator('svg').count()).toBe(1);
      expect(await band.innerText()).toContain(VERDICT_WORDS[verdict].word[language]);
      await picture(page, `${verdict}-${language}`);
      expect(await violations(page)).toEqual([]);
      expect(await overflow(page)).toBe(0);
      expect(complaints).toEqual([]);
      expect(await context.cookies()).toEqual([]);
      await context.close();
    },
  );

  it('P8 shows the official lines, their authority, the words, and whom to call', async () => {
    const { context, page } = await newPhone(browser, language);
    await page.goto(`${server.origin}/R/${scans.confirmed}`);
    await page.locator('[data-verdict=confirmed]').waitFor();
    const text = await page.locator('main').innerText();
    expect(text).toContain('₹950.00');
    expect(text).toContain('2 × ₹150.00');
    expect(text).toMatch(language === 'en' ? /nine hundred fifty only/ : /नौ सौ पचास रुपये/);
    expect(text).toContain(language === 'en' ? 'Koramangala' : 'कोरमंगला');
    expect(text).toContain('KA-BLR-01-C50/2627/000001');
    expect(await page.locator('a[href^="tel:"]').getAttribute('href')).toBe('tel:1064');
    await context.close();
  });

  it('Q9 I9 shows money that was paid back by sanction as a note against its receipt', async () => {
    const { context, page } = await newPhone(browser, language);
    await page.goto(`${server.origin}/R/${refunded}`);
    await page.locator('[data-verdict=confirmed]').waitFor();
    const note = page.locator('dl > div', {
      hasText: language === 'en' ? 'Paid back to you' : 'आपको लौटाया गया',
    });
    expect(await note.innerText()).toContain('₹20.00');
    expect(await page.locator('main').innerText()).not.toContain('TR-7');
    await picture(page, `refunded-${language}`);
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    await context.close();
  });

  it('P7 works with no network once it was opened, and confirms when the network is back', async () => {
    const { context, page } = await newPhone(browser, language);
    await page.goto(`${server.origin}/R/`);
    await page.locator('[data-ready]').waitFor();
    await picture(page, `home-${language}`);
    expect(await violations(page)).toEqual([]);
    await page.evaluate(() => navigator.serviceWorker.ready);
    await page.waitForFunction(async () => {
      const cache = await caches.open('raseed-public-1');
      return (await cache.keys()).some(({ url }) => url.includes('/tariffs/'));
    });
    await page.goto('about:blank');
    await context.setOffline(true);
    await page.goto(`${server.origin}/R/${scans.confirmed}`);
    await page.locator('[data-verdict]').waitFor();
    expect(await page.locator('[data-verdict]').getAttribute('data-verdict')).toBe('unconfirmed');
    expect(await page.locator('main').innerText()).toContain('₹150.00 ×');
    await picture(page, `unconfirmed-${language}`);
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBe(0);
    // The first question after that is lost, as on a phone whose network is there in name only.
    let lost = 0;
    const lose = (route: Route) => ((lost += 1) > 1 ? route.fallback() : route.abort());
    await page.route(/\/v1\/public\/receipts/, lose);
    await context.setOffline(false);
    await page.locator('[data-verdict=confirmed]').waitFor();
    expect(lost).toBeGreaterThan(1);
    await context.close();
  });

  it('TR7 the newest root of every journal stands at its foot, for whoever keeps it', async () => {
    const { context, page } = await newPhone(browser, language);
    await page.goto(`${server.origin}/R/`);
    const root = await page.getByText(/^[0-9a-f]{64}$/).innerText();
    const listed = (await (await fetch(`${server.origin}/v1/public/roots`)).json()) as {
      roots: { documentHash: string }[];
    };
    expect(root).toBe(listed.roots[0]?.documentHash);
    expect(await page.locator('a[href="/v1/public/roots"]').count()).toBe(1);
    await context.close();
  });

  it('P8 a typed number: found, mistyped, unknown to HQ, and without a line to HQ', async () => {
    server.clock.now += 61_000;
    const { context, page } = await newPhone(browser, language);
    await page.goto(`${server.origin}/R/`);
    await page.locator('[data-ready]').waitFor();
    const type = async (number: string): Promise<void> => {
      await page.locator('input:not([type=file])').fill(number);
      await page.locator('button[type=submit]').click();
    };
    await type('42');
    await page.locator('[aria-invalid=true]').waitFor();
    await picture(page, `number-wrong-${language}`);
    await type('ka-blr-01-c50/2627/000001');
    await page.locator('[data-verdict=confirmed]').waitFor();
    await page.locator('main > div > button').last().click();
    await type('KA-BLR-01-C50/2627/000003');
    await page.locator('[data-verdict=not_found]').waitFor();
    await picture(page, `not_found-${language}`);
    expect(await violations(page)).toEqual([]);
    await page.locator('main > div > button').last().click();
    await context.route('**/receipts/status*', (route) => route.abort());
    await type('KA-BLR-01-C50/2627/000001');
    await page.locator('[data-verdict=unreachable]').waitFor();
    await picture(page, `unreachable-${language}`);
    await context.close();
  });

  it('P9 says what to do where no keys were ever fetched, and what a photo without a code is', async () => {
    const { context, page } = await newPhone(browser, language);
    await context.route('**/v1/public/keys', (route) => route.abort());
    await page.goto(`${server.origin}/R/${scans.confirmed}`);
    await page.locator('[data-verdict=no_keys]').waitFor();
    await picture(page, `no_keys-${language}`);
    await context.unrouteAll();
    server.clock.now += 61_000;
    await page.locator('main button').first().click();
    await page.locator('[data-verdict=confirmed]').waitFor();
    await page.goto(`${server.origin}/R/`);
    await page.setInputFiles('input[type=file]', {
      name: 'table.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from('not a picture at all'),
    });
    await page.locator('[role=alert]').waitFor();
    await picture(page, `photo-unreadable-${language}`);
    expect(await violations(page)).toEqual([]);
    await context.close();
  });

  it('P12 a photo of the printed receipt is read and verified', async () => {
    server.clock.now += 61_000;
    const { context, page } = await newPhone(browser, language);
    await page.goto(`${server.origin}/R/`);
    await page.locator('[data-ready]').waitFor();
    const paper = paperReceipt(`HTTPS://RASEED.EXAMPLE/R/${scans.confirmed}`, language);
    await page.setInputFiles('input[type=file]', {
      name: 'receipt.jpg',
      mimeType: 'image/jpeg',
      buffer: await photoOf(paper),
    });
    await page.locator('[data-verdict=confirmed]').waitFor();
    await context.close();
  });
});

describe('the page as it is served', () => {
  it('P10 asks for no name and no number of a person, sets no cookie, allows its own scripts alone', async () => {
    const response = await fetch(`${server.origin}/R/${scans.confirmed}`);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:/);
    expect(response.headers.get('permissions-policy')).toContain('camera=(self)');
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('cache-control')).toBe('no-cache');
    const html = await response.text();
    const script = /src="(\/R\/assets\/[^"]+)"/.exec(html)?.[1] ?? '';
    const asset = await fetch(`${server.origin}${script}`, {
      headers: { 'accept-encoding': 'br' },
    });
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect(asset.headers.get('content-encoding')).toBe('br');
    const worker = await fetch(`${server.origin}/R/service-worker.js`);
    expect(worker.headers.get('cache-control')).toBe('no-cache');
  });

  it('Q12 a phone that knows another root keeps it and says so', async () => {
    const { context, page } = await newPhone(browser, 'en');
    await page.goto(`${server.origin}/R/`);
    await page.locator('[data-ready]').waitFor();
    await page.evaluate(() => localStorage.setItem('raseed-root', 'A'.repeat(43)));
    await page.goto(`${server.origin}/R/${scans.confirmed}`);
    await page.locator('[data-verdict=no_keys]').waitFor();
    await context.close();
  });

  it('P8 the camera reads the code off the paper', async () => {
    server.clock.now += 61_000;
    const folder = mkdtempSync(path.join(tmpdir(), 'raseed-camera-'));
    const film = path.join(folder, 'receipt.mjpeg');
    writeFileSync(
      film,
      await filmOf(paperReceipt(`HTTPS://RASEED.EXAMPLE/R/${scans.confirmed}`, 'en')),
    );
    const seeing = await launchPhone([
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ]);
    const { context, page } = await newPhone(seeing, 'en');
    await context.grantPermissions(['camera']);
    await page.goto(`${server.origin}/R/`);
    await page.locator('[data-ready]').waitFor();
    await page.locator('main button').first().click();
    await page.locator('[data-verdict=confirmed]').waitFor();
    await seeing.close();
    rmSync(folder, { recursive: true });
  });

  it('P9 without a camera the page says what else can be done', async () => {
    const { context, page } = await newPhone(browser, 'en');
    await page.goto(`${server.origin}/R/`);
    await page.locator('main button').first().click();
    await page.locator('[role=alert]').waitFor();
    await picture(page, 'camera-refused-en');
    await context.close();
  });
});
