/**
 * What must hold of every counter and of HQ when a world has healed: P2 to P5, and I1 to I13 of the
 * field as far as cash goes. Each figure is worked out here anew, from the entries alone.
 */
import { checkLink, decodeEntry, GENESIS_HEAD, type AnyEntry } from '#domain/journal/chain.ts';
import { balanceOf } from '#domain/journal/project.ts';
import { CREDIT, DRAWER, SAFE } from '#domain/ledger/postings.ts';
import { rebuildViews } from '#terminal/journal/open.ts';
import { verifyChain } from '#terminal/journal/verify.ts';
import { stopSettings } from '#terminal/settings.ts';
import { acknowledged } from '#terminal/sync/acknowledged.ts';

import type { SimHq } from './hq.ts';
import type { Machine } from './machine.ts';
import { ASKING, expectedPaise, OFFICE } from './ministry.ts';
import type { World } from './world.ts';

type Body = Readonly<Record<string, unknown>>;

const ALL = 1_000_000;

export function entriesOf(machine: Machine): readonly AnyEntry[] {
  return machine.disk.read.entries(1, ALL).flatMap(({ text }) => {
    const decoded = decodeEntry(text);
    return decoded.ok ? [decoded.value] : [];
  });
}

interface Check {
  readonly world: World;
  readonly machine: Machine;
  readonly entries: readonly AnyEntry[];
  readonly fail: (rule: string, what: string) => void;
}

const bodies = ({ entries }: Check, kind: string): readonly Body[] =>
  entries.filter((entry) => entry.kind === kind).map(({ body }) => body);
const sumOf = (list: readonly Body[], field: string): number =>
  list.reduce((total, body) => total + Number(body[field]), 0);
const isDistinct = (values: readonly unknown[]): boolean => new Set(values).size === values.length;

/** P3 I2: gapless, linked, rising, signed, from the first entry on. */
function checkChain({ world, machine, fail }: Check): void {
  const { ministry } = world;
  const { keyId, publicKey } = ministry.world.signer(machine.counterId);
  const verified = verifyChain({
    store: machine.disk.read,
    crypto: ministry.world.crypto,
    identity: { officeId: OFFICE, counterId: machine.counterId },
    keys: new Map([[keyId, publicKey]]),
  });
  if (!verified.ok) fail('P3 I2', `chain: ${JSON.stringify(verified.error)}`);
}

/** P2: whatever a person was told is there. A disk that was put back may have lost it. */
function checkTold({ machine, fail }: Check): void {
  if (machine.isRewound) return;
  const { read } = machine.disk;
  for (const number of machine.told.receipts) {
    if (read.view('receipt', number) === undefined) fail('P2', `receipt ${number} is lost`);
  }
  for (const number of machine.told.reversals) {
    const reversed = read.view('receipt', number)?.reversed ?? null;
    if (reversed === null) fail('P2', `the reversal of ${number} is lost`);
  }
  for (const quoteId of machine.told.quotes) {
    if (read.view('quote', quoteId) === undefined) fail('P2', `quote ${quoteId} is lost`);
  }
}

/** P5 I7 I10 I12: the drawer by another formula; all accounts together are nothing. */
function checkMoney(check: Check): void {
  const { machine, fail } = check;
  const tenders = bodies(check, 'cash.tendered');
  const closed = bodies(check, 'shift.closed');
  const reversals = bodies(check, 'charge.reversed');
  const receipts = bodies(check, 'receipt.issued');
  const { read } = machine.disk;
  const drawer =
    sumOf(bodies(check, 'shift.opened'), 'floatPaise') +
    sumOf(tenders, 'givenPaise') -
    sumOf(tenders, 'changePaise') -
    sumOf(reversals, 'paidBackPaise') -
    sumOf(closed, 'expectedPaise');
  if (balanceOf(read, DRAWER) !== drawer) fail('P5 I7', `drawer ${drawer} is not its postings`);
  if (balanceOf(read, SAFE) !== sumOf(closed, 'countedPaise')) fail('P5 I7', 'safe is not counted');
  if (balanceOf(read, CREDIT) !== 0) fail('P5 I10', 'credit is left over');
  const all = machine.disk
    .dumpViews()
    .filter(([name]) => name === 'balance')
    .map(([, , value]) => value as { account: string; balancePaise: number });
  const total = all.reduce((sum, { balancePaise }) => sum + balancePaise, 0);
  if (total !== 0) fail('P5', `accounts come to ${total}, not nothing`);
  const revenue = all
    .filter(({ account }) => account.startsWith('revenue:'))
    .reduce((sum, { balancePaise }) => sum - balancePaise, 0);
  const net = sumOf(receipts, 'totalPaise') - sumOf(reversals, 'amountPaise');
  if (revenue !== net) fail('P5 I12', `revenue ${revenue} is not what was charged, ${net}`);
}

/** FP2: no money for a service that asks who the citizen is before somebody has said so. */
function checkIdentity(check: Check): void {
  const corrected = new Set(
    bodies(check, 'quote.issued')
      .filter((body) => body['replaces'] !== undefined)
      .map((body) => body['quoteId']),
  );
  const known = new Set<unknown>();
  for (const { kind, body } of check.entries) {
    if (kind === 'identity.bypassed') known.add(body['visitId']);
    if (kind !== 'receipt.issued' || body['serviceCode'] !== ASKING) continue;
    if (known.has(body['visitId']) || corrected.has(body['quoteId'])) continue;
    check.fail('FP2', `receipt ${String(body['receiptNumber'])} for nobody known`);
  }
}

/** P1 I3: each receipt bears its quote's total, and that is the published fee, worked out by hand. */
function checkPrices(check: Check): void {
  const { world, fail } = check;
  const quotes = new Map(bodies(check, 'quote.issued').map((body) => [body['quoteId'], body]));
  for (const receipt of bodies(check, 'receipt.issued')) {
    const quote = quotes.get(receipt['quoteId']);
    const { version } = receipt['tariff'] as { version: number };
    const facts = (quote?.['facts'] ?? {}) as { classes?: number };
    const expected = expectedPaise({
      serviceCode: String(receipt['serviceCode']),
      classes: facts.classes ?? 0,
      version,
    });
    if (receipt['totalPaise'] !== quote?.['totalPaise'] || receipt['totalPaise'] !== expected) {
      fail('P1 I3', `${String(receipt['receiptNumber'])} is not the published ${expected}`);
    }
    if (version === 2) world.report.reach('second tariff charged');
  }
}

/** P4 I9: a quote is paid once, a number is used once and in order, a receipt is reversed once. */
function checkOnce(check: Check): void {
  const { machine, fail } = check;
  const receipts = bodies(check, 'receipt.issued');
  if (!isDistinct(receipts.map((body) => body['quoteId']))) fail('P4', 'a quote was paid twice');
  const series = new Map<string, number>();
  for (const number of receipts.map((body) => String(body['receiptNumber']))) {
    const [counterId, year = '', n] = number.split('/');
    const expected = (series.get(year) ?? 0) + 1;
    series.set(year, expected);
    if (counterId !== machine.counterId || Number(n) !== expected) {
      fail('P3', `${number} is not the next of its year`);
    }
  }
  const reversals = bodies(check, 'charge.reversed');
  if (!isDistinct(reversals.map((body) => body['receiptNumber']))) {
    fail('I9', 'a receipt was reversed twice');
  }
  for (const { receiptNumber, amountPaise } of reversals as readonly Record<string, unknown>[]) {
    const receipt = receipts.find((body) => body['receiptNumber'] === receiptNumber);
    if (receipt?.['totalPaise'] !== amountPaise)
      fail('I9', `${String(receiptNumber)} reversed wrong`);
  }
}

const MONEY = new Set(['quote.issued', 'cash.tendered', 'receipt.issued', 'charge.reversed']);

/** I6 I11: shifts follow one another without overlap, and all money lies inside one. */
function checkShifts({ entries, fail }: Check): void {
  let open: { readonly shiftId: unknown; readonly firstSeq: number } | null = null;
  for (const entry of entries) {
    if (entry.kind === 'shift.opened') {
      if (open !== null) fail('I6', `a shift opened inside another at ${entry.seq}`);
      open = { shiftId: entry.body['shiftId'], firstSeq: entry.seq };
    }
    if (entry.shiftId !== (open?.shiftId ?? null)) fail('I6', `entry ${entry.seq} is astray`);
    if (entry.kind === 'shift.closed') {
      if (entry.body['firstSeq'] !== open?.firstSeq)
        fail('I6', `Z at ${entry.seq} begins elsewhere`);
      open = null;
    }
    if (!MONEY.has(entry.kind)) continue;
    if (entry.staffId === null || entry.shiftId === null) fail('I11', `${entry.seq} has no owner`);
  }
}

/** Views can be dropped and made again from the entries. */
function checkViews({ machine, fail }: Check): void {
  const live = JSON.stringify(machine.disk.dumpViews());
  rebuildViews({ ...machine.disk, read: machine.disk.read } as never);
  if (JSON.stringify(machine.disk.dumpViews()) !== live) fail('P5', 'views are not the journal’s');
}

function checkPaper({ machine, fail }: Check): void {
  const waiting = machine.disk.read
    .viewsByTag('printJob', 'pending')
    .filter(({ status }) => status === 'queued');
  if (waiting.length > 0) fail('P2', `${waiting.length} papers were never answered for`);
}

/** F4: what HQ published has come to every counter, whatever HQ had to restore. */
function checkFeed({ machine, fail }: Check): void {
  if (stopSettings(machine.disk.read) !== null) return;
  const second = machine.disk.read.view('tariff', 'cmvr-rule-32@2');
  if (second === undefined) fail('P1 F4', 'the second tariff never came');
}

export function checkCounter(world: World, machine: Machine): void {
  const check: Check = {
    world,
    machine,
    entries: entriesOf(machine),
    fail: (rule, what) => world.report.violate(rule, `${machine.counterId}: ${what}`),
  };
  checkChain(check);
  checkTold(check);
  checkMoney(check);
  checkPrices(check);
  checkIdentity(check);
  checkOnce(check);
  checkShifts(check);
  checkViews(check);
  checkFeed(check);
  if (!machine.isRewound) checkPaper(check);
}

/** P4 I5: HQ holds exactly the counter's journal; of a forked one, a whole branch of its own. */
export function checkHq(world: World, hq: SimHq, machine: Machine): void {
  const { report, ministry } = world;
  const { counterId, disk } = machine;
  const held = hq.held(counterId);
  let head = GENESIS_HEAD;
  for (const entry of held) {
    const link = checkLink(head, entry, ministry.world.crypto.sha256);
    if (!link.ok) {
      report.violate('P3 I2', `HQ's chain of ${counterId}: ${JSON.stringify(link.error)}`);
      return;
    }
    head = link.value.head;
  }
  if (machine.isRewound) return;
  const ours = disk.read.entries(1, ALL);
  const isSame =
    ours.length === held.length && ours.every(({ text }, index) => held[index]?.text === text);
  if (!isSame) {
    const { seq } = acknowledged(disk.read);
    report.violate('P4', `${counterId} has ${ours.length}, HQ ${held.length}, believed ${seq}`);
  }
  const last = ours.at(-1);
  const gross = last === undefined ? 0 : decodedGross(last.text);
  if (head.grossChargedPaise !== gross) report.violate('P5 I12', `HQ's total of ${counterId}`);
}

function decodedGross(text: string): number {
  const entry = decodeEntry(text);
  return entry.ok ? entry.value.grossChargedPaise : -1;
}
