/** Lives of counters brought to HQ: encoded, chained, signed as due, sent and projected. */
import {
  encodeEntry,
  entrySignatureInput,
  GENESIS_HEAD,
  hashEntry,
  totalsAfter,
  type ChainHead,
} from '#domain/journal/chain.ts';
import { SIGNED_KINDS, type Entry, type StoredEntry } from '#domain/journal/kinds.ts';
import { GENESIS_HASH, officeOfCounter, type CounterId } from '#domain/ids.ts';
import { toBase64Url } from '#protocol/encoding.ts';
import { sha256 } from '#server/keys/node-crypto.ts';
import { projectCounter } from '#server/ingest/projector.ts';
import type { CounterLife } from '#tests/testkit/office-life.ts';
import {
  batchText,
  enrolCounter,
  postBatch,
  type TestCounter,
  type TestServer,
  write,
} from './testkit.ts';

/** The fees of lives are of no tariff: each receipt would be a case. They are taken for judged. */
export const takeForJudged = (server: TestServer, officeId: string): Promise<void> =>
  write(server.database, (writer) =>
    writer.run(
      'UPDATE counter_judgement j JOIN counter_projection p ON p.office_id = j.office_id ' +
        'AND p.counter_id = j.counter_id SET j.seq = p.seq WHERE j.office_id = ?',
      [officeId],
    ),
  );

/** A counter whose life goes on while HQ hears of it. */
export class CounterAtHq {
  readonly counter: TestCounter;
  readonly life: CounterLife;
  readonly sent: StoredEntry[] = [];
  #head: ChainHead = GENESIS_HEAD;

  private constructor(counter: TestCounter, life: CounterLife) {
    this.counter = counter;
    this.life = life;
  }

  static async enrol(
    server: TestServer,
    life: CounterLife,
    counterId: CounterId,
  ): Promise<CounterAtHq> {
    return new CounterAtHq(await enrolCounter(server, counterId), life);
  }

  #seal(entry: Entry): StoredEntry {
    const { signer } = this.counter;
    const totals = totalsAfter(this.#head, entry);
    const text = encodeEntry({
      ...entry,
      ...totals,
      keyId: signer.keyId,
      prevHash: this.#head.hash,
    });
    const hash = hashEntry(text, sha256);
    const isSigned = SIGNED_KINDS.has(entry.kind);
    const signature = isSigned ? toBase64Url(signer.sign(entrySignatureInput(hash))) : null;
    this.#head = { seq: entry.seq, hash, ...totals };
    return { seq: entry.seq, text, hash, signature };
  }

  /** What the life has come to since the last time, in batches. */
  fresh(): readonly string[] {
    const texts: string[] = [];
    for (let from = this.sent.length; from < this.life.entries.length; from += 500) {
      const prevHash = this.#head.hash;
      const entries = this.life.entries.slice(from, from + 500).map((entry) => this.#seal(entry));
      this.sent.push(...entries);
      texts.push(batchText(this.counter, entries, { prevHash: prevHash || GENESIS_HASH }));
    }
    return texts;
  }

  async send(server: TestServer): Promise<void> {
    for (const text of this.fresh()) {
      const answer = await postBatch(server, text);
      if (answer.ack === null) throw new Error(answer.text);
    }
    await this.project(server);
  }

  async project(server: TestServer): Promise<void> {
    await server.server.projector.settled();
    const { counterId } = this.counter;
    await projectCounter(server.context, { officeId: officeOfCounter(counterId), counterId });
  }
}
