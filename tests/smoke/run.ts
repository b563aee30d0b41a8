/**
 * The whole road without a person: a counter of real processes charges over every published service,
 * HQ is stopped for the middle third, and at the end the counter's journal, the paper and HQ's
 * figures must agree to the paisa.
 */
import path from 'node:path';
import { readdirSync, readFileSync } from 'node:fs';

import { openJournalStore } from '#adapters/sqlite/journal-store.ts';
import { startTestDatabase } from '#build/database/test-database.ts';
import { step } from '#build/progress.mjs';
import type { SmokeFigures } from '#build/smoke.ts';
import { istDate, instant, type IsoDate } from '#domain/time.ts';
import type { Overview } from '#server/api/contract.ts';
import { acknowledged } from '#terminal/sync/acknowledged.ts';
import { createSchema } from '#tests/testkit/schema.ts';
import { startSystem, until, type RaseedSystem } from '#tests/testkit/system.ts';

import { createDraw, drawFacts, type Draw } from './facts.ts';
import { openingOf } from '#tests/testkit/opening.ts';

const CHARGES = 200;
const SEED = 20_261_123;
const TARIFFS = new URL('../../resources/tariffs/', import.meta.url);

const CITIZEN = {
  language: 'hi' as const,
  payer: 'Asha Devi',
  beneficiary: null,
  applicationRef: 'AP-2026-1182',
  mobile: null,
};

interface PublishedService {
  readonly code: string;
}

function publishedCodes(): readonly string[] {
  const files = readdirSync(TARIFFS).filter((name) => name.endsWith('.json'));
  const codes = files.flatMap((name) => {
    const tariff = JSON.parse(readFileSync(new URL(name, TARIFFS), 'utf8')) as {
      services: readonly PublishedService[];
    };
    return tariff.services.map((service) => service.code);
  });
  return [...new Set(codes)];
}

/** Facts that price; a draw that the tariff refuses (out of range together) is drawn again. */
async function quoteOnce(
  { clerk }: RaseedSystem,
  of: { readonly code: string; readonly from: Draw; readonly today: IsoDate },
): Promise<{ visitId: string; totalPaise: number } | null> {
  const service = await clerk.execute('describeService', { serviceCode: of.code });
  if (!service.ok) return null;
  for (let tries = 0; tries < 20; tries += 1) {
    const facts = drawFacts(service.value.facts, of);
    const priced = await clerk.execute('preview', { serviceCode: of.code, facts });
    if (!priced.ok) continue;
    const { visitId, quote } = await clerk.must('quote', {
      serviceCode: of.code,
      facts,
      citizen: CITIZEN,
    });
    return { visitId, totalPaise: quote.totalPaise };
  }
  return null;
}

async function chargeOnce(
  system: RaseedSystem,
  of: { readonly codes: string[]; readonly from: Draw; readonly today: IsoDate },
): Promise<number> {
  for (;;) {
    const code = of.codes[of.from.between(0, of.codes.length - 1)];
    if (code === undefined) throw new Error('no published service can be charged');
    const quote = await quoteOnce(system, { ...of, code });
    if (quote === null) {
      of.codes.splice(of.codes.indexOf(code), 1);
      continue;
    }
    const givenPaise = Math.ceil(quote.totalPaise / 50_000) * 50_000;
    const paid = await system.clerk.must('takeCash', {
      visitId: quote.visitId as never,
      givenPaise: givenPaise as never,
    });
    if (paid.changePaise !== givenPaise - quote.totalPaise) throw new Error('wrong change');
    return quote.totalPaise;
  }
}

async function hqOverview({ hqUrl, hqToken }: RaseedSystem): Promise<Overview> {
  const session = await fetch(`${hqUrl}/hq/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: hqUrl },
    body: JSON.stringify({ token: hqToken }),
  });
  const cookie = (session.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const response = await fetch(`${hqUrl}/hq/api/overview`, { headers: { cookie } });
  return (await response.json()) as Overview;
}

const papersPrinted = async (desk: string): Promise<number> => {
  const papers = (await (await fetch(new URL('/receipts', desk))).json()) as readonly unknown[];
  return papers.length;
};

/** A receipt printer is slower than a clerk without hands. */
const PAPER_PATIENCE_MS = 300_000;

const waitForPaper = ({ clerk }: RaseedSystem): Promise<void> =>
  until(
    'every receipt printed',
    async () => (await clerk.snapshot()).printJobs.length === 0,
    PAPER_PATIENCE_MS,
  );

/** What the counter's own disk says, read after its process has ended. */
function readJournal(dataFolder: string) {
  const opened = openJournalStore({ path: path.join(dataFolder, 'counter', 'journal.sqlite') });
  if (!opened.ok) throw new Error(`the journal does not open: ${opened.error.code}`);
  const { read } = opened.value;
  let receipts = 0;
  let paise = 0;
  for (const { text } of read.entries(1, Number.MAX_SAFE_INTEGER)) {
    const entry = JSON.parse(text) as { kind: string; body: { totalPaise: number } };
    if (entry.kind !== 'receipt.issued') continue;
    receipts += 1;
    paise += entry.body.totalPaise;
  }
  const figures = {
    entries: read.lastEntry()?.seq ?? 0,
    acknowledged: acknowledged(read).seq,
    receipts,
    paise,
  };
  opened.value.close();
  return figures;
}

function disagreements(of: {
  readonly charges: number;
  readonly charged: number;
  readonly journal: ReturnType<typeof readJournal>;
  readonly printed: number;
  readonly hq: Overview;
}): readonly string[] {
  const { journal, hq } = of;
  const pairs: readonly (readonly [string, number, number])[] = [
    ['receipts in the journal', journal.receipts, of.charges],
    ['paise in the journal against what was answered', journal.paise, of.charged],
    ['entries acknowledged', journal.acknowledged, journal.entries],
    ['receipts printed', of.printed, of.charges],
    ['receipts at HQ', hq.today.receipts, of.charges],
    ['paise at HQ', hq.today.collectedPaise, of.charged],
    ['cases at HQ', hq.openCases, 0],
  ];
  return pairs
    .filter(([, found, expected]) => found !== expected)
    .map(([what, found, expected]) => `${what}: ${found}, expected ${expected}`);
}

async function drive(system: RaseedSystem): Promise<SmokeFigures> {
  const { clerk } = system;
  const from = createDraw(SEED);
  const today = istDate(instant(Date.now()));
  const staff = system.hq.facts()['staff'] as readonly {
    staffId: string;
    pin: string;
    role: string;
  }[];
  const who = staff.find((person) => person.role === 'clerk');
  if (who === undefined) throw new Error('the demonstration office has no clerk');
  await clerk.must('signIn', { staffId: who.staffId as never, pin: who.pin });
  await clerk.must('openShift', openingOf(await clerk.snapshot(), { '10000': 20 }));
  // Where a finger is asked for, a person would have to put one on the glass.
  const { fingerServices = [] } = await clerk.snapshot();
  const asked: ReadonlySet<string> = new Set(fingerServices.map((it) => it.serviceCode));
  const codes = publishedCodes().filter((code) => !asked.has(code));
  let charged = 0;
  await step(`Charging ${CHARGES} times, HQ away for the middle third`, async (report) => {
    for (let done = 0; done < CHARGES; done += 1) {
      if (done === Math.floor(CHARGES / 3)) await system.hq.stop();
      if (done === Math.floor((2 * CHARGES) / 3)) await system.hq.start();
      await system.display.must('displayHeartbeat', { width: 1280, height: 800 });
      charged += await chargeOnce(system, { codes, from, today });
      report(done + 1, CHARGES);
    }
  });
  await step('Waiting for the last paper', () => waitForPaper(system));
  await until('every entry acknowledged', async () => (await clerk.snapshot()).sync.toSend === 0);
  await until('HQ to have judged it all', async () => {
    const hq = await hqOverview(system);
    return hq.today.receipts >= CHARGES;
  });
  const printed = await papersPrinted(system.printerDeskUrl);
  const hq = await hqOverview(system);
  await system.counter.stop();
  const journal = readJournal(system.dataFolder);
  return {
    charges: CHARGES,
    entries: journal.entries,
    acknowledged: journal.acknowledged,
    receiptsPrinted: printed,
    paiseAtCounter: journal.paise,
    paiseAtHq: hq.today.collectedPaise,
    mismatches: disagreements({ charges: CHARGES, charged, journal, printed, hq }),
  };
}

export async function run(): Promise<SmokeFigures> {
  const database = await step('Starting a database', () => startTestDatabase());
  try {
    const { url } = await createSchema(database.server);
    const system = await step('Starting HQ, printer and counter', () =>
      startSystem({ databaseUrl: url }),
    );
    try {
      return await drive(system);
    } finally {
      await system.end();
    }
  } finally {
    await database.stop();
  }
}
