/**
 * Batches and receipt codes changed in every way that chance comes upon, from one seed: nothing that
 * was changed is taken for true, nothing throws, and HQ's rows stay as they were.
 */
import { GENESIS_HASH, type Hash, type ReceiptNumber } from '#domain/ids.ts';
import { rupees } from '#domain/money.ts';
import { instant } from '#domain/time.ts';
import { parseBatch, buildBatch, verifyBatch } from '#protocol/batch.ts';
import { decodeEntryQr, decodeReceiptQr, encodeReceiptQr } from '#protocol/receipt-qr.ts';
import { verifyReceiptQr, type ReceiptQr } from '#protocol/receipt-qr.ts';
import type { Result } from '#domain/result.ts';
import { ChangeFeed, type ServerContext } from '#server/context.ts';
import { CounterDirectory } from '#server/fleet/directory.ts';
import { ingest } from '#server/ingest/ingest.ts';
import { insertCounter } from '#server/store/fleet.ts';
import { COUNTER, crypto, makeAuthority, makeChain, NOW } from '#tests/protocol/authority.ts';
import { createChance, type Chance } from '#tests/simulation/chance.ts';
import { createMemoryDatabase } from '#tests/testkit/memory-database.ts';

export interface FuzzFigures {
  readonly tried: number;
  /** By the code that refused it. */
  readonly refusals: ReadonlyMap<string, number>;
  /** Changed, and still the same thing: white space of an address, its other letter case. */
  readonly harmless: number;
  /** Changed and taken for true, or thrown: must be empty. */
  readonly faults: readonly string[];
}

const authority = makeAuthority();
const ODD = ['\u0000', '\n', '\t', '"', '{', '}', '\\', '\ud800', '\u2028', '-1', '1e309', 'null'];

function position(chance: Chance, text: string): number {
  return chance.below(text.length + 1);
}

type Change = (text: string, chance: Chance) => string;

const CHANGES: readonly Change[] = [
  // One character is another.
  (text, chance) => {
    const at = position(chance, text);
    const code = chance.between(32, 126);
    return text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
  },
  // One bit.
  (text, chance) => {
    const at = chance.below(text.length);
    const code = text.charCodeAt(at) ^ (1 << chance.below(7));
    return text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
  },
  (text, chance) => text.slice(0, position(chance, text)),
  (text, chance) => text.slice(position(chance, text)),
  (text, chance) => {
    const at = position(chance, text);
    return text.slice(0, at) + chance.pick(ODD) + text.slice(at);
  },
  // A piece is left out, or comes twice, or in another place.
  (text, chance) => {
    const at = position(chance, text);
    return text.slice(0, at) + text.slice(at + chance.between(1, 40));
  },
  (text, chance) => {
    const at = position(chance, text);
    return text.slice(0, at + chance.between(1, 40)) + text.slice(at);
  },
  (text, chance) => {
    const lines = text.split('\n');
    const [from, to] = [chance.below(lines.length), chance.below(lines.length)];
    const [moved = ''] = lines.splice(from, 1);
    lines.splice(to, 0, moved);
    return lines.join('\n');
  },
  // A number is another number.
  (text, chance) => {
    const numbers = [...text.matchAll(/\d+/g)];
    if (numbers.length === 0) return `${text}0`;
    const { 0: old, index } = chance.pick(numbers);
    const next = chance.pick(['0', '-1', '9007199254740993', `${Number(old) + 1}`, '1.5', 'true']);
    return text.slice(0, index) + next + text.slice(index + old.length);
  },
];

function changed(original: string, chance: Chance): string {
  let text = original;
  for (let times = chance.between(1, 3); times > 0; times -= 1) {
    text = chance.pick(CHANGES)(text, chance);
  }
  return text;
}

class Tally {
  readonly refusals = new Map<string, number>();
  readonly faults: string[] = [];
  tried = 0;
  harmless = 0;

  refused(code: string): void {
    this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
  }
}

async function emptyHq(): Promise<ServerContext> {
  const database = createMemoryDatabase();
  const { counter, counterCertificate, root, certificates, server, enroller } = authority;
  await database.transact((writer) =>
    insertCounter(writer, {
      officeId: 'KA-BLR-01' as never,
      counterId: COUNTER,
      keyId: counter.keyId,
      publicKey: counter.publicKey,
      certificate: counterCertificate,
      enrolledAt: NOW,
    }),
  );
  const now = () => NOW;
  return {
    database,
    counters: new CounterDirectory(database.read, now),
    keys: {
      rootPublicKey: root.publicKey,
      certificates,
      revokedKeyIds: [],
      server,
      enroller,
      sealing: null,
    },
    crypto,
    now,
    log: { info: () => undefined, warn: () => undefined },
    changes: new ChangeFeed(),
  };
}

function originalBatch(): { readonly text: string; readonly hashes: readonly Hash[] } {
  const entries = makeChain({ count: 4 });
  const text = buildBatch({
    officeId: 'KA-BLR-01',
    counterId: COUNTER,
    prevHash: GENESIS_HASH,
    entries,
    privateLines: [],
    signer: authority.counter,
  });
  return { text, hashes: entries.map(({ hash }) => hash) };
}

/** An entry's own signature stands outside what the batch signs: it is judged after storing. */
const withoutOwnSignatures = (text: string): string => text.replaceAll(/\t[^\n]*/g, '');

/** `count` changed batches through the reader and HQ's real ingest. */
export async function fuzzBatches(of: { seed: number; count: number }): Promise<FuzzFigures> {
  const chance = createChance(of.seed).fork('batches');
  const tally = new Tally();
  const original = originalBatch();
  let context = await emptyHq();
  for (; tally.tried < of.count; tally.tried += 1) {
    const text = changed(original.text, chance);
    if (withoutOwnSignatures(text) === withoutOwnSignatures(original.text)) {
      tally.harmless += 1;
      continue;
    }
    try {
      const batch = parseBatch(text);
      const { publicKey } = authority.counter;
      const read = batch.ok ? verifyBatch({ batch: batch.value, publicKey, crypto }) : batch;
      const taken = await ingest(context, text);
      if (!taken.ok) tally.refused(taken.error.code);
      if (read.ok || taken.ok) {
        const isSame =
          read.ok && read.value.entries.every(({ hash }, at) => hash === original.hashes[at]);
        if (isSame && read.value.entries.length === original.hashes.length) tally.harmless += 1;
        else tally.faults.push(`taken: ${JSON.stringify(text).slice(0, 300)}`);
        context = await emptyHq();
      }
    } catch (error) {
      tally.faults.push(`thrown: ${String(error)} by ${JSON.stringify(text).slice(0, 300)}`);
    }
  }
  return tally;
}

function originalQr() {
  return encodeReceiptQr({
    publicOrigin: 'https://raseed.example',
    receipt: {
      receiptNumber: `${COUNTER}/2627/000042` as ReceiptNumber,
      seq: 123_456,
      issuedAt: instant(NOW),
      serviceCode: 'LL-NEW',
      totalPaise: rupees(950),
      tariffId: 'cmvr-rule-32',
      tariffVersion: 1,
      tariffHash: 'cd'.repeat(32) as Hash,
      grossChargedPaise: rupees(98_765),
      prevHash: 'ef'.repeat(32) as Hash,
      tenderKind: 'cash',
    },
    certificate: authority.counterCertificate,
    sign: (message) => authority.counter.sign(message),
  });
}

/** Changes the bytes under the letters too, where a change of letters alone would be refused. */
function changedQr(url: string, chance: Chance): string {
  if (chance.happens(0.4)) return changed(url, chance);
  const scanned = decodeReceiptQr(url);
  if (!scanned.ok) throw new Error('the original cannot be read');
  const bytes = Uint8Array.from(scanned.value.bytes);
  for (let times = chance.between(1, 3); times > 0; times -= 1) {
    const at = chance.below(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.below(8));
  }
  return Buffer.from(bytes).toString('base64url');
}

/** `count` changed receipt codes through the reader and the verifier. */
export function fuzzQrs(of: { seed: number; count: number }): FuzzFigures {
  const chance = createChance(of.seed).fork('codes');
  const tally = new Tally();
  const { url } = originalQr();
  const first = decodeReceiptQr(url);
  const receiptText = first.ok ? JSON.stringify(first.value.receipt) : '';
  const read = (text: string): Result<ReceiptQr> =>
    text.includes('/') ? decodeReceiptQr(text) : decodeEntryQr(text);
  for (; tally.tried < of.count; tally.tried += 1) {
    const text = changedQr(url, chance);
    try {
      const scanned = read(text);
      if (!scanned.ok) {
        tally.refused(scanned.error.code);
        continue;
      }
      const { trust } = authority;
      const { standing, receipt } = verifyReceiptQr({ scanned: scanned.value, trust, crypto });
      if (standing !== 'valid') tally.refused(standing);
      else if (JSON.stringify(receipt) === receiptText) tally.harmless += 1;
      else tally.faults.push(`taken: ${text}`);
    } catch (error) {
      tally.faults.push(`thrown: ${String(error)} by ${text}`);
    }
  }
  return tally;
}
