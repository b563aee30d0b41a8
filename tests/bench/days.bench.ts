/**
 * The end of an office's day, of twenty counters with two thousand receipts each: what its manager waits
 * for when they look at the closing, sign the preparation and when the other closes; and HQ's page of days
 * over a thousand offices. HQ is the real program with its copy of the chain; against the same of an
 * office of one receipt a counter, and against what nobody feels as waiting.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import {
  databaseUrl,
  newPassword,
  startPrivateDatabase,
} from '#build/database/private-database.ts';
import type { OfficeId } from '#domain/ids.ts';
import { addDays, startOfDay } from '#domain/time.ts';
import type { ClosedDay } from '#server/api/office-contract.ts';
import type { OfficeDays } from '#server/api/hq-days-contract.ts';
import { insertMany } from '#server/store/many.ts';
import type { SqlValue } from '#server/store/database.ts';
import { putOffice } from '#server/store/fleet.ts';
import { DEFAULT_DESK, putDeskSettings } from '#server/store/office-desk.ts';
import { createOfficeStage, type HqProgram, type OfficeStage } from '#tests/faults/office-stage.ts';
import {
  CHECKER,
  DAY,
  openOffice,
  signIn,
  signInAtHq,
  workADay,
  type TestOffice,
} from '#tests/sync-server/desk-kit.ts';
import { takeForJudged } from '#tests/sync-server/office-kit.ts';
import { office, write } from '#tests/sync-server/testkit.ts';

import type { BenchRow } from './row.ts';

const COUNTERS = 20;
const RECEIPTS = 2_000;
const TIMES = 5;
/** Its document has a thousand lines more. */
const AIM = 3;
/** What is answered within it is not felt as waiting. */
const UNNOTICED_MS = 400;
const OFFICES = 1_000;
const DAYS = 7;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

interface EndOfDay {
  readonly look: number;
  readonly prepare: number;
  readonly close: number;
}

const must = (code: string): void => {
  if (!/^2\d\d$/.test(code)) throw new Error(code);
};

/** One shift at each counter. */
async function workedOffice({ server }: OfficeStage, receipts: number): Promise<TestOffice> {
  const worked = await openOffice(server, { counters: COUNTERS });
  await workADay(server, worked, { charges: receipts });
  await takeForJudged(server, worked.officeId);
  return worked;
}

/** Milliseconds at the page. The tests' PINs are quick to check: a real one adds its scrypt. */
async function endOfDay(
  stage: OfficeStage,
  { origin }: HqProgram,
  of: { readonly officeId: string; readonly receipts: number },
): Promise<EndOfDay> {
  const { server } = stage;
  const maker = (await signIn(server, of.officeId)).at(origin);
  const checker = (await signIn(server, of.officeId, CHECKER)).at(origin);
  const [looks, prepares]: [number[], number[]] = [[], []];
  for (let time = 0; time < TIMES; time += 1) {
    looks.push(await timed(() => maker.closing()));
    const { revision } = await maker.closing();
    const body = { revision, explanations: [], leafCounts: [] };
    const path = `/days/${DAY}/prepare`;
    prepares.push(await timed(async () => must((await maker.post(path, body)).code)));
  }
  const { revision } = await checker.closing();
  const close = await timed(async () =>
    must((await checker.post(`/days/${DAY}/close`, { revision })).code),
  );
  const { document } = await maker.read<ClosedDay>(`/days/${DAY}/document`);
  const found = document.byTender.reduce((total, line) => total + line.receipts, 0);
  if (found !== COUNTERS * of.receipts) throw new Error(`${found} receipts in the document`);
  return { look: median(looks), prepare: median(prepares), close };
}

const AMOUNTS = [
  ['revenue:0041-00-101-01', 'receipt.issued', 'cash', -1_25_00_000],
  ['revenue:0041-00-102-02', 'receipt.issued', 'cash', -40_00_000],
  ['revenue:0041-00-102-02', 'receipt.issued', 'upi', -60_00_000],
  ['revenue:0041-00-102-02', 'charge.reversed', 'cash', 50_000],
  ['clearing', 'receipt.issued', 'cash', 1_65_00_000],
  ['awaiting-upi', 'receipt.issued', 'upi', 60_00_000],
  ['clearing', 'cash.tendered', 'cash', -1_65_00_000],
  ['drawer', 'cash.tendered', 'cash', 1_65_00_000],
  ['drawer', 'charge.reversed', 'cash', -50_000],
  ['drawer', 'shift.closed', 'cash', -1_64_50_000],
  ['safe', 'shift.closed', 'cash', 1_64_49_000],
  ['over-short:S1042', 'shift.closed', 'cash', 1_000],
] as const;
const NET = 2_24_50_000;

const addBooks = insertMany('book_day', [
  'office_id',
  'business_date',
  'account',
  'kind',
  'tender',
  'amount_paise',
  'entries',
]);
const addDayRows = insertMany('office_day', [
  'office_id',
  'business_date',
  'revision',
  'state',
  'supplements',
  'late',
  'changed_at',
]);

/** A week of so many offices, as rows; half of them have settings of their own. */
async function fillOffices({ server }: OfficeStage): Promise<void> {
  const dates = Array.from({ length: DAYS }, (_, n) => addDays(DAY, -n));
  const ids = Array.from({ length: OFFICES }, (_, n) => `MH-MUM-${1000 + n}` as OfficeId);
  const each = ids.flatMap((officeId) => dates.map((date) => [officeId, date] as const));
  await write(server.database, async (writer) => {
    for (const [n, officeId] of ids.entries()) {
      await putOffice(writer, { ...office, officeId });
      if (n % 2 === 0) await putDeskSettings(writer, officeId, DEFAULT_DESK);
    }
    await addDayRows(
      writer,
      each.flatMap(([id, date]): SqlValue[] => [id, date, 9, 'open', 0, 0, startOfDay(date)]),
    );
    await addBooks(
      writer,
      each.flatMap(([id, date]) =>
        AMOUNTS.flatMap(([account, kind, tender, amount]): SqlValue[] => [
          id,
          date,
          account,
          kind,
          tender,
          amount,
          2_000,
        ]),
      ),
    );
  });
}

/** Milliseconds of HQ's page of a week of days. */
async function daysAtHq(stage: OfficeStage, { origin }: HqProgram): Promise<number> {
  const hq = (await signInAtHq(stage.server)).at(origin);
  const looks: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    looks.push(
      await timed(async () => {
        const { rows, totals } = await hq.read<OfficeDays>(`/days?until=${DAY}`);
        const wrong = rows.filter((row) => row.officeId.startsWith('MH') && row.netPaise !== NET);
        if (wrong.length > 0 || totals.days < OFFICES * DAYS) throw new Error('not those days');
      }),
    );
  }
  return median(looks);
}

const row = (name: string, figure: number, of: { peer: string; limit: number; aim: number }) => {
  const ratio = figure / of.limit;
  return {
    name,
    figure,
    unit: 'ms',
    peer: of.peer,
    peerFigure: of.limit,
    ratio,
    aim: `<= ${of.aim.toFixed(2)}x`,
    met: ratio <= of.aim,
  };
};

const unnoticed = (name: string, figure: number): BenchRow =>
  row(name, figure, { peer: 'limit', limit: UNNOTICED_MS, aim: 1 });

async function measure(stage: OfficeStage): Promise<readonly BenchRow[]> {
  const [busy, quiet] = [await workedOffice(stage, RECEIPTS), await workedOffice(stage, 1)];
  await fillOffices(stage);
  const program = await stage.start();
  if (program === null) throw new Error('HQ’s program does not start');
  const small = await endOfDay(stage, program, { ...quiet, receipts: 1 });
  const large = await endOfDay(stage, program, { ...busy, receipts: RECEIPTS });
  const hq = await daysAtHq(stage, program);
  const of = `${COUNTERS} counters x ${RECEIPTS.toLocaleString('en-IN')}`;
  const acts = [
    [`closing of ${of}, looked at`, large.look, small.look],
    [`day of ${of} prepared`, large.prepare, small.prepare],
    [`day of ${of} closed`, large.close, small.close],
  ] as const;
  return [
    ...acts.flatMap(([name, figure, peer]) => [
      row(name, figure, { peer: 'of one receipt each', limit: peer, aim: AIM }),
      unnoticed(name, figure),
    ]),
    unnoticed(`HQ’s days of ${OFFICES.toLocaleString('en-IN')} offices, a week`, hq),
  ];
}

export async function rows(): Promise<readonly BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'raseed-bench-days-'));
  const account = { user: 'raseed', password: newPassword(), schema: 'raseed' };
  const engine = await startPrivateDatabase({ folder, profile: 'durable', accounts: [account] });
  const { host, port } = engine;
  const url = databaseUrl(engine, account);
  const stage = await createOfficeStage({ host, port, url, drop: () => Promise.resolve() });
  try {
    return await measure(stage);
  } finally {
    await stage.close();
    await engine.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
