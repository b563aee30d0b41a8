/**
 * At the start the chains and their copies are held against each other: a copy that is behind (a
 * crash between commit and copy) is completed, a table that is behind (a database that went back) is
 * given back its facts from the copy, and where the two differ the server does not start.
 * docs/spec/office-chain.md, OC10 and OC11.
 */
import type { Failure } from '#domain/result.ts';
import { fail, ok, type Result } from '#domain/result.ts';
import {
  decodeOfficeEntry,
  isOfficeEntrySigned,
  officeFactOf,
  OFFICE_GENESIS,
  verifyOfficeRun,
  type OfficeHead,
  type StoredOfficeEntry,
} from '#protocol/office-chain.ts';
import type { ProtocolCrypto } from '#protocol/crypto.ts';
import type { Trust } from '#protocol/trust.ts';
import type { ServerLog } from '#server/context.ts';
import type { Database, Writer } from '#server/store/database.ts';
import { allOffices } from '#server/store/fleet.ts';
import {
  lockOfficeChain,
  officeChains,
  officeEntriesAfter,
  putFact,
  putOfficeRow,
} from '#server/store/office-chain.ts';
import type { OfficeCopy } from './copy.ts';

const PAGE = 1_000;

export interface Recovery {
  readonly database: Database;
  readonly copy: OfficeCopy;
  readonly trust: Trust;
  readonly crypto: ProtocolCrypto;
  readonly log: ServerLog;
}

const differs = (office: string, seq: number): Failure =>
  fail('OFFICE_CHAIN_DIFFERS', { office, seq }).error;

/** The table's chain from its first entry, against the copy as far as both go. */
async function compare(
  of: Recovery,
  officeId: string,
  copied: readonly StoredOfficeEntry[],
): Promise<Result<OfficeHead>> {
  const { trust, crypto } = of;
  let head = OFFICE_GENESIS;
  for (;;) {
    const from = { seq: head.seq, limit: PAGE };
    const rows = await officeEntriesAfter(of.database.read, officeId, from);
    if (rows.length === 0) return ok(head);
    const verified = verifyOfficeRun(head, rows, { officeId, trust, crypto });
    if (!verified.ok) {
      const seq = Number(verified.error.details?.['seq'] ?? head.seq + 1);
      return { ok: false, error: differs(officeId, seq) };
    }
    const other = rows.find(({ seq, hash }) => {
      const twin = copied[seq - 1];
      return twin !== undefined && twin.hash !== hash;
    });
    if (other !== undefined) return { ok: false, error: differs(officeId, other.seq) };
    head = verified.value;
  }
}

/** Puts one fact back from the copy, its effect included. Null where all is well. */
async function giveBack(
  writer: Writer,
  of: Recovery & { readonly officeId: string; readonly seq: number },
  stored: StoredOfficeEntry,
): Promise<Failure | null> {
  const { officeId, seq } = of;
  const entry = decodeOfficeEntry(stored.text);
  if (!entry.ok || !isOfficeEntrySigned(entry.value, stored, of)) return differs(officeId, seq);
  const head = await lockOfficeChain(writer, officeId);
  if (head.seq >= seq) return null;
  if (entry.value.prevHash !== head.hash) return differs(officeId, seq);
  const { kind, at } = entry.value;
  const fact = officeFactOf(entry.value);
  const row = { ...stored, seq };
  if (fact === null) await putOfficeRow(writer, { officeId, kind }, row);
  else await putFact(writer, { officeId, at, fact, seq }, row);
  return null;
}

async function recoverOffice(of: Recovery, officeId: string): Promise<Result<null>> {
  const copied = of.copy.read(officeId);
  if (!copied.ok) return copied;
  const { entries, head: copyHead } = copied.value;
  const tableHead = await compare(of, officeId, entries);
  if (!tableHead.ok) return tableHead;
  const lost = entries.slice(tableHead.value.seq);
  for (const [index, stored] of lost.entries()) {
    const seq = tableHead.value.seq + index + 1;
    const given = await of.database.transact((writer) =>
      giveBack(writer, { ...of, officeId, seq }, stored),
    );
    if (!given.ok) return given;
    if (given.value !== null) return { ok: false, error: given.value };
  }
  if (lost.length > 0) {
    of.log.warn('office_chain.given_back', { officeId, from: tableHead.value.seq + 1 });
  }
  if (copyHead.seq < tableHead.value.seq) {
    of.log.warn('office_chain.copy_completed', { officeId, from: copyHead.seq + 1 });
  }
  return of.copy.settled(officeId);
}

/** Every office, one after the other. The first difference is the answer. */
export async function recoverOfficeChains(of: Recovery): Promise<Result<null>> {
  const { read } = of.database;
  const offices = new Set((await allOffices(read)).map(({ officeId }) => String(officeId)));
  for (const { officeId } of await officeChains(read)) offices.add(officeId);
  for (const officeId of offices) {
    const recovered = await recoverOffice(of, officeId);
    if (!recovered.ok) return recovered;
  }
  return ok(null);
}
