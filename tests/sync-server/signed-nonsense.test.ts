/**
 * Entries that a counter signed well and that say nonsense: amounts that are texts, texts that are
 * endless, fields that are gone. Each is stored and acknowledged, figures and judgement go past it,
 * and nothing throws (P4): what is wrong becomes a case.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { utf8 } from '#domain/bytes.ts';
import type { CounterId, Hash } from '#domain/ids.ts';
import { GENESIS_HASH } from '#domain/ids.ts';
import { entrySignatureInput, hashEntry } from '#domain/journal/chain.ts';
import type { StoredEntry } from '#domain/journal/kinds.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import { crypto } from '#tests/protocol/authority.ts';
import { createChance, type Chance } from '#tests/simulation/chance.ts';

import { judge } from './judgement-kit.ts';
import { journalOf, publishSampleTariff } from './receipt-chain.ts';
import {
  batchText,
  countRows,
  enrolCounter,
  postBatch,
  startTestServer,
  type TestCounter,
  type TestServer,
} from './testkit.ts';

const COUNTERS = 2;
const ENTRIES = 80;
const SEED = 2026;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  await publishSampleTariff(server);
}, 60_000);
afterAll(() => server.stop());

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

const KINDS = [
  'receipt.issued',
  'charge.reversed',
  'quote.issued',
  'quote.lapsed',
  'cash.tendered',
  'shift.opened',
  'shift.closed',
  'print.queued',
  'upi.confirmed',
  'upi.late',
  'key.rotated',
  'counter.retired',
  'cash.moved',
  'from.a.newer.counter',
];

const ODD: readonly Json[] = [
  null,
  true,
  '',
  'x'.repeat(300),
  'x'.repeat(3_000),
  '\u{1f600}\u{1f600}',
  '\u0000',
  "'; DROP TABLE entry; --",
  0,
  -1,
  1.5,
  1e21,
  Number.MAX_SAFE_INTEGER,
  -Number.MAX_SAFE_INTEGER,
  [],
  {},
  [[[]]],
  ['2027-02-30'],
  { __proto__: null, constructor: 1 },
  '9999-12-31',
  8_640_000_000_000_001,
];

/** One place in it, however deep, becomes something else. */
function bent(value: Json, chance: Chance): Json {
  if (value === null || typeof value !== 'object' || chance.happens(0.2)) return chance.pick(ODD);
  if (Array.isArray(value)) {
    if (value.length === 0) return [chance.pick(ODD)];
    const at = chance.below(value.length);
    return value.map((each, index) => (index === at ? bent(each, chance) : each));
  }
  const names = Object.keys(value);
  if (names.length === 0) return { odd: chance.pick(ODD) };
  const name = chance.pick(names);
  if (chance.happens(0.15)) {
    return Object.fromEntries(Object.entries(value).filter(([each]) => each !== name));
  }
  return { ...value, [name]: bent(value[name] ?? null, chance) };
}

/** What a counter may say of itself in the header without leaving its chain. */
const SAID = [
  'staffId',
  'shiftId',
  'businessDate',
  'wallTimeMs',
  'monotonicMs',
  'bootId',
  'grossChargedPaise',
  'grossReversedPaise',
  'keyId',
];

function nonsense(template: Json, chance: Chance): { [name: string]: Json } {
  const entry = { ...(template as { [name: string]: Json }) };
  if (chance.happens(0.3)) entry['kind'] = chance.pick(KINDS);
  for (let times = chance.between(0, 2); times > 0; times -= 1) {
    entry['body'] = bent(entry['body'] ?? null, chance);
  }
  if (chance.happens(0.2)) entry[chance.pick(SAID)] = chance.pick(ODD);
  return entry;
}

async function templatesOf(counter: TestCounter): Promise<readonly Json[]> {
  const journal = await journalOf(server, counter);
  journal.openShift();
  for (let number = 1; number <= 3; number += 1) journal.charge(number);
  journal.reverse(1);
  return journal.entries.map(({ text }) => JSON.parse(text) as Json);
}

/** A chain whose links and signatures are right, whatever it says. */
function chainOf(counter: TestCounter, templates: readonly Json[], chance: Chance): StoredEntry[] {
  const entries: StoredEntry[] = [];
  let prevHash: Hash = GENESIS_HASH;
  for (let seq = 1; seq <= ENTRIES; seq += 1) {
    const template = templates[seq - 1] ?? chance.pick(templates.slice(1));
    const said = seq === 1 ? (template as { [name: string]: Json }) : nonsense(template, chance);
    const text = JSON.stringify({ ...said, seq, prevHash });
    if (utf8(text).length > 60_000) continue;
    const hash = hashEntry(text, crypto.sha256);
    const signature = chance.happens(0.8)
      ? toBase64Url(counter.signer.sign(entrySignatureInput(hash)))
      : null;
    entries.push({ seq, text, hash, signature });
    prevHash = hash;
  }
  return entries;
}

test.each(Array.from({ length: COUNTERS }, (_, index) => index))(
  'P4 B7 well-signed nonsense %i is stored, acknowledged and gone past',
  async (index) => {
    const chance = createChance(SEED + index).fork('nonsense');
    const counter = await enrolCounter(server, `KA-BLR-01-C${70 + index}` as CounterId);
    const entries = chainOf(counter, await templatesOf(counter), chance);
    const sent = await postBatch(server, batchText(counter, entries));
    expect(server.warnings.filter((warning) => warning.includes('fault'))).toEqual([]);
    expect([sent.status, sent.ack?.seq]).toEqual([200, ENTRIES]);
    await judge(server, counter.counterId);
    expect(await countRows(server, 'entry', counter.counterId)).toBe(ENTRIES);
    const [row] = await server.database.read.rows<{ seq: number }>(
      'SELECT seq FROM counter_projection WHERE counter_id = ?',
      [counter.counterId],
    );
    expect(row?.seq).toBe(ENTRIES);
    expect(server.warnings.filter((warning) => warning.includes('fault'))).toEqual([]);
  },
  60_000,
);
