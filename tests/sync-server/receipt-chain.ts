/** Receipts of an enrolled counter, and the tariff they name, for suites over a test server. */
import type { StoredEntry } from '#domain/journal/kinds.ts';
import { officeOfCounter } from '#domain/ids.ts';
import { counterById } from '#server/store/fleet.ts';
import { insertTariff } from '#server/store/tariffs.ts';
import { NOW } from '#tests/protocol/authority.ts';
import {
  createReceiptJournal,
  signedSampleTariff,
  TARIFF_REF,
  type ReceiptJournal,
} from '#tests/testkit/receipt-journal.ts';
import { write, type TestCounter, type TestServer } from './testkit.ts';

export async function publishSampleTariff(server: TestServer): Promise<void> {
  const { maker, approver } = server.authority;
  const document = signedSampleTariff([maker, approver]);
  const record = { ...TARIFF_REF, document, validFrom: 0, validTo: null };
  await write(server.database, (writer) => insertTariff(writer, record, NOW));
}

/** A journal with the certificate that the counter was enrolled with. */
export async function journalOf(
  server: TestServer,
  { counterId, signer }: TestCounter,
  branch = 'boot',
  now?: () => number,
): Promise<ReceiptJournal> {
  const of = { officeId: officeOfCounter(counterId), counterId };
  const record = await counterById(server.database.read, of);
  if (record === null) throw new Error('an enrolled counter');
  const { certificate } = record;
  const clock = now === undefined ? {} : { now };
  return createReceiptJournal({ counterId, signer, certificate, branch, ...clock });
}

export interface ReceiptChainOptions {
  readonly receipts: number;
  readonly reverseFirst?: boolean;
  /** This number of the series is left out. */
  readonly skipNumber?: number;
  readonly branch?: string;
}

export async function makeReceiptChain(
  server: TestServer,
  counter: TestCounter,
  options: ReceiptChainOptions,
): Promise<{
  readonly entries: readonly StoredEntry[];
  readonly receipts: readonly StoredEntry[];
}> {
  const journal = await journalOf(server, counter, options.branch);
  journal.openShift();
  const receipts: StoredEntry[] = [];
  for (let number = 1; receipts.length < options.receipts; number += 1) {
    if (number !== options.skipNumber) receipts.push(journal.charge(number));
  }
  if (options.reverseFirst === true) journal.reverse(1);
  return { entries: journal.entries, receipts };
}
