/**
 * The second place of the office chains: a folder with one append-only file of JSON lines per office,
 * synced to disk before anything that a fact causes goes out. Only this module writes there.
 * docs/spec/office-chain.md, OC8 to OC10.
 */
import { closeSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { writeSync } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

import { isHash, isOfficeId, type Hash } from '#domain/ids.ts';
import { assert, fail, ok, type Result } from '#domain/result.ts';
import {
  checkOfficeLink,
  OFFICE_GENESIS,
  type OfficeHead,
  type StoredOfficeEntry,
} from '#protocol/office-chain.ts';
import { parseJson } from '#protocol/signed.ts';
import { sha256 } from '#server/keys/node-crypto.ts';
import type { Reader } from '#server/store/database.ts';
import { officeEntriesAfter } from '#server/store/office-chain.ts';

const PAGE = 500;

const lineShape = z.strictObject({
  text: z.string(),
  hash: z.custom<Hash>((v) => typeof v === 'string' && isHash(v)),
  signature: z.string(),
});

const lineOf = ({ text, hash, signature }: StoredOfficeEntry): string =>
  `${JSON.stringify({ text, hash, signature })}\n`;

function causeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

export interface CopyRead {
  readonly entries: readonly StoredOfficeEntry[];
  readonly head: OfficeHead;
}

/** A line that was cut off by a crash was never counted on: it is cut away. */
function wholeLines(file: string): readonly string[] {
  const descriptor = openSync(file, 'a+', 0o600);
  try {
    const bytes = readFileSync(descriptor);
    const end = bytes.lastIndexOf(0x0a) + 1;
    if (end < bytes.length) {
      ftruncateSync(descriptor, end);
      fsyncSync(descriptor);
    }
    return bytes.toString('utf8', 0, end).split('\n').slice(0, -1);
  } finally {
    closeSync(descriptor);
  }
}

export class OfficeCopy {
  readonly #folder: string;
  readonly #reader: Reader;
  readonly #heads = new Map<string, OfficeHead>();
  readonly #turns = new Map<string, Promise<Result<null>>>();

  constructor(of: { readonly folder: string; readonly reader: Reader }) {
    this.#folder = of.folder;
    this.#reader = of.reader;
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
  }

  get folder(): string {
    return this.#folder;
  }

  #file(officeId: string): string {
    assert(isOfficeId(officeId), 'a copy has the name of its office');
    return path.join(this.#folder, `${officeId}.jsonl`);
  }

  /** OC4 over the whole file. OFFICE_CHAIN_DIFFERS where a line is not what it was. */
  read(officeId: string): Result<CopyRead> {
    let head = OFFICE_GENESIS;
    const entries: StoredOfficeEntry[] = [];
    try {
      for (const line of wholeLines(this.#file(officeId))) {
        const entry = lineShape.safeParse(parseJson(line));
        const linked = entry.success
          ? checkOfficeLink(head, entry.data, { officeId, digest: sha256 })
          : null;
        if (!entry.success || linked?.ok !== true) {
          return fail('OFFICE_CHAIN_DIFFERS', { office: officeId, seq: head.seq + 1 });
        }
        entries.push(entry.data);
        head = linked.value.head;
      }
    } catch (error) {
      return fail('OFFICE_COPY_FAILED', { cause: causeOf(error) });
    }
    this.#heads.set(officeId, head);
    return ok({ entries, head });
  }

  #append(officeId: string, entries: readonly StoredOfficeEntry[]): void {
    const descriptor = openSync(this.#file(officeId), 'a', 0o600);
    try {
      const bytes = Buffer.from(entries.map(lineOf).join(''));
      let written = 0;
      while (written < bytes.length) written += writeSync(descriptor, bytes, written);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }

  async #catchUp(officeId: string): Promise<Result<null>> {
    const known = this.#heads.get(officeId);
    const read = known === undefined ? this.read(officeId) : ok({ head: known });
    if (!read.ok) return read;
    let { head } = read.value;
    for (;;) {
      const rows = await officeEntriesAfter(this.#reader, officeId, { seq: head.seq, limit: PAGE });
      if (rows.length === 0) return ok(null);
      for (const row of rows) {
        const linked = checkOfficeLink(head, row, { officeId, digest: sha256 });
        if (!linked.ok) {
          return fail('OFFICE_CHAIN_DIFFERS', { office: officeId, seq: head.seq + 1 });
        }
        head = linked.value.head;
      }
      try {
        this.#append(officeId, rows);
      } catch (error) {
        // What the file holds now is found out by reading it again.
        this.#heads.delete(officeId);
        return fail('OFFICE_COPY_FAILED', { cause: causeOf(error) });
      }
      this.#heads.set(officeId, head);
    }
  }

  /** OC9: whatever was committed before this call is in the copy when it answers ok. */
  settled(officeId: string): Promise<Result<null>> {
    const before = this.#turns.get(officeId) ?? Promise.resolve(ok(null));
    const turn = before.then(
      () => this.#catchUp(officeId),
      () => this.#catchUp(officeId),
    );
    this.#turns.set(officeId, turn);
    return turn;
  }
}
